import { fragmentClass } from './fragment-class.ts'
import { readRules, splitSelectors, type CssRule } from './read-rules.ts'

const root = `.${fragmentClass}`

/**
 * The stylesheet for a page that is a part of somebody else's: every rule under the class of our element, what was
 * meant for the whole page on that element itself, and nothing that reaches beyond it. The other site's rules for
 * plain elements end at our element too, except within drawings and for the size of pictures.
 */
export function scopeStylesheet(css: string): string {
  const rules = readRules(css.replace(/\/\*[\s\S]*?\*\//g, ''))
  const animations = animationNames(rules)
  const scoped = rules.map((rule) => scopeRule(rule, animations)).join('\n')
  return `${root} :where(:not(svg, svg *, img, video, iframe)) {all: revert}\n${scoped}\n`
}

const conditions = /^@(?:media|supports|container|layer|starting-style)\b/i

function scopeRule({ prelude, body }: CssRule, animations: ReadonlySet<string>): string {
  if (body === undefined) return `${prelude};`
  if (conditions.test(prelude)) {
    const inner = readRules(body).map((rule) => scopeRule(rule, animations))
    return `${prelude} {\n${inner.join('\n')}\n}`
  }
  // How a sheet of paper looks is the other site's to say.
  if (/^@page\b/i.test(prelude)) return ''
  if (/^@keyframes\b/i.test(prelude))
    return `${prelude.replace(/\s(\S+)$/, ` ${fragmentClass}-$1`)} {${body}}`
  if (prelude.startsWith('@')) return `${prelude} {${body}}`
  const selectors = splitSelectors(prelude).map(scopeSelector)
  return `${[...new Set(selectors)].join(', ')} {${renameAnimations(body, animations)}}`
}

/** The first part of a selector says whether it is about the whole page, about its kind, or about something in it. */
function scopeSelector(selector: string): string {
  const page = /^(?:html|body|:root)(?=$|[\s>+~])\s*/.exec(selector)
  if (page) return scopeRest(root, selector.slice(page[0].length))
  const state = /^(?:html|:root)(?:[:.[#](?:[^\s()>+~]|\([^()]*(?:\([^()]*\)[^()]*)*\))*)+\s*/.exec(selector)
  if (state) return scopeRest(`${state[0].trim()} ${root}`, selector.slice(state[0].length))
  const kind = /^(?:body)?(?=\.page-|\[dir|:dir\(|:lang\()/.exec(selector)
  if (kind) return root + selector.slice(kind[0].length)
  return `${root} ${selector}`
}

function scopeRest(start: string, rest: string): string {
  const further = rest.replace(/^(?:body)(?=$|[\s>+~])\s*/, '').replace(/^>\s*body\b\s*/, '')
  return further === '' ? start : `${start} ${further}`
}

function animationNames(rules: readonly CssRule[]): Set<string> {
  const names = new Set<string>()
  for (const { prelude, body } of rules) {
    const name = /^@keyframes\s+(\S+)$/i.exec(prelude)?.[1]
    if (name !== undefined) names.add(name)
    else if (body !== undefined && conditions.test(prelude)) {
      for (const inner of animationNames(readRules(body))) names.add(inner)
    }
  }
  return names
}

function renameAnimations(body: string, names: ReadonlySet<string>): string {
  return body.replace(/(animation(?:-name)?\s*:)([^;}]*)/gi, (_all, property: string, value: string) => {
    const renamed = value.replace(/[\w-]+/g, (word) => (names.has(word) ? `${fragmentClass}-${word}` : word))
    return property + renamed
  })
}
