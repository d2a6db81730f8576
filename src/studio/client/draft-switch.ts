import { frontMatter } from './front-matter.ts'

/** A change of a text: what stands from one place to the other becomes this. */
export interface TextChange {
  from: number
  to: number
  insert: string
}

const draftLine = /^draft:[ \t]*(true|false)([ \t]+#[^\n]*?)?[ \t]*(\r?\n|$)/m

/** Whether the front matter says that the text is a draft. */
export function isDraft(source: string): boolean {
  const front = frontMatter(source)
  return front !== undefined && draftLine.exec(front.text)?.[1] === 'true'
}

/** The change that makes a text a draft, or no draft any more; nothing where there is none to make. */
export function switchDraft(source: string, on: boolean): TextChange | undefined {
  const front = frontMatter(source)
  if (front === undefined || isDraft(source) === on) return undefined
  const line = draftLine.exec(front.text)
  if (line === null) {
    const at = front.start + front.text.length
    return { from: at, to: at, insert: 'draft: true\n' }
  }
  const [whole, value = '', remark = ''] = line
  const from = front.start + line.index
  // A line that says nothing goes; a remark is the author's and stays.
  if (!on && remark === '') return { from, to: from + whole.length, insert: '' }
  const place = from + whole.indexOf(value)
  return { from: place, to: place + value.length, insert: String(on) }
}

/** What the front matter says under a key that is one line; nothing where it does not. */
export function frontMatterValue(source: string, key: string): string | undefined {
  const value = new RegExp(`^${key}:[ \\t]*(.*?)[ \\t]*\\r?$`, 'm').exec(frontMatter(source)?.text ?? '')?.[1]
  const [, mark, inner = ''] = /^(["'])(.*)\1$/.exec(value ?? '') ?? []
  if (mark === undefined) return value
  return mark === "'" ? inner.replaceAll("''", "'") : inner.replace(/\\(["\\])/g, '$1')
}
