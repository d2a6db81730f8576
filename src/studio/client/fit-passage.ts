/** A passage in Markdown that comes into a text. */
export interface Passage {
  markdown: string
  /** Whether it is words within a paragraph. */
  isInline: boolean
}

/** What is written between two parts of a text: a passage with blank lines round it where it is no part of a line. */
export function fitPassage(before: string, { markdown, isInline }: Passage, after: string): string {
  const text = withOwnNotes(markdown.trim(), before + after)
  if (isInline) return text
  return startAfter(before) + text + endBefore(after)
}

function startAfter(before: string): string {
  if (before === '' || before.endsWith('\n\n')) return ''
  return before.endsWith('\n') ? '\n' : '\n\n'
}

function endBefore(after: string): string {
  if (after.startsWith('\n\n')) return ''
  return after === '' || after.startsWith('\n') ? '\n' : '\n\n'
}

const note = /(?<!\\)\[\^([^\]\s]+)\]/g

/** A note of the passage whose name the text has already gets another. */
function withOwnNotes(markdown: string, text: string): string {
  const namesIn = (part: string): string[] => [...part.matchAll(note)].map((match) => match[1]!)
  const taken = new Set([...namesIn(text), ...namesIn(markdown)])
  const others = new Map<string, string>()
  for (const name of new Set(namesIn(markdown))) {
    if (!namesIn(text).includes(name)) continue
    let number = 2
    while (taken.has(`${name}-${number}`)) number++
    taken.add(`${name}-${number}`)
    others.set(name, `${name}-${number}`)
  }
  return markdown.replace(note, (whole, name: string) =>
    others.has(name) ? `[^${others.get(name)}]` : whole,
  )
}
