/** A rule of a stylesheet: what stands before its braces and between them; no body for a statement such as `@layer a`. */
export interface CssRule {
  prelude: string
  body?: string
}

/** A quoted string, a bracket of any kind, or a sign that ends something. */
const signs = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\\[\s\S]|[()[\]{};,]/g

/** The rules of a stylesheet without comments, at its top level. What is not closed ends with the text. */
export function readRules(css: string): CssRule[] {
  const rules: CssRule[] = []
  let start = 0
  let open: number | undefined
  let depth = 0
  for (const { 0: sign, index } of css.matchAll(signs)) {
    if ('([{'.includes(sign)) {
      if (sign === '{' && depth === 0) open = index
      depth++
    } else if (')]}'.includes(sign)) {
      depth = Math.max(0, depth - 1)
      if (sign === '}' && depth === 0 && open !== undefined) {
        rules.push({ prelude: css.slice(start, open).trim(), body: css.slice(open + 1, index) })
        start = index + 1
        open = undefined
      }
    } else if (sign === ';' && depth === 0) {
      const prelude = css.slice(start, index).trim()
      if (prelude !== '') rules.push({ prelude })
      start = index + 1
    }
  }
  return rules
}

/** `a, :is(b, c)` → `a` and `:is(b, c)`. */
export function splitSelectors(list: string): string[] {
  const selectors: string[] = []
  let start = 0
  let depth = 0
  for (const { 0: sign, index } of list.matchAll(signs)) {
    if ('([{'.includes(sign)) depth++
    else if (')]}'.includes(sign)) depth--
    else if (sign === ',' && depth === 0) {
      selectors.push(list.slice(start, index).trim())
      start = index + 1
    }
  }
  return [...selectors, list.slice(start).trim()].filter(Boolean)
}
