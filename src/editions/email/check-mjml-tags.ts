import type { MjmlProblem } from './compile-mjml.ts'

const tags = /<!--[\s\S]*?-->|<(\/?)(mjml|mj-[a-z0-9-]+)((?:"[^"]*"|'[^']*'|[^'">])*)>/g

interface OpenTag {
  name: string
  line: number
}

/** Finds MJML elements without an end tag and end tags without an element, which MJML itself passes over. */
export function checkMjmlTags(source: string): MjmlProblem[] {
  const open: OpenTag[] = []
  let line = 1
  let from = 0
  for (const match of source.matchAll(tags)) {
    line += countLines(source.slice(from, match.index))
    from = match.index
    const [, slash, name, rest = ''] = match
    if (name === undefined || rest.endsWith('/')) continue
    if (!slash) open.push({ name, line })
    else if (open.at(-1)?.name === name) open.pop()
    else return [wrongEnd(name, line, open.at(-1))]
  }
  return open.map((tag) => ({ line: tag.line, tag: tag.name, message: `Element ${tag.name} has no end tag` }))
}

function wrongEnd(name: string, line: number, open: OpenTag | undefined): MjmlProblem {
  const isKnown = open !== undefined
  if (!isKnown) return { line, tag: name, message: `End tag ${name} has no element` }
  return { line: open.line, tag: open.name, message: `Element ${open.name} has no end tag before </${name}>` }
}

function countLines(text: string): number {
  return text.split('\n').length - 1
}
