/**
 * Stands in for a colon while the native parser reads. It is punctuation too, so emphasis beside it is read alike, and
 * takes one unit, so offsets stay right. A text that holds it itself is never masked: see `unlike`.
 */
const standIn = '\u2E3D'
const standIns = /\u2E3D/g

const colonBeforeName = /:(?=[\p{L}\p{M}\p{N}_])/gu
const directiveStart = /:(\p{L}[\p{L}\p{M}\p{N}_-]*)\[/uy
const endsInWord = /[\p{L}\p{M}\p{N}]$/u

/**
 * Takes the meaning from colons that begin no directive of ours, as `narrowTextDirectives` does for remark-parse:
 * `Key:value` and `10:30` are text.
 */
export function maskColons(text: string): string {
  return text.replace(colonBeforeName, (colon, offset: number) => {
    const before = text.slice(Math.max(0, offset - 2), offset)
    return before.endsWith(':') || beginsDirective(text, offset, before) ? colon : standIn
  })
}

function beginsDirective(text: string, offset: number, before: string): boolean {
  directiveStart.lastIndex = offset
  const name = directiveStart.exec(text)?.[1]
  if (name === undefined) return false
  return name === 'plain' || name === 'term' || !endsInWord.test(before)
}

/** Gives the colons back. */
export function unmaskColons(text: string): string {
  return text.replace(standIns, ':')
}
