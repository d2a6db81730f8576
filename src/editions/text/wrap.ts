/** The width that mail programs of every age show without folding. */
export const textWidth = 72

/** Folds text at its spaces into lines of at most `width` characters; a word or address that is longer stays whole. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width))
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/[ \t\r]+/).filter((part) => part !== '')) {
    if (current === '') current = word
    else if (lengthOf(current) + 1 + lengthOf(word) <= width) current += ` ${word}`
    else {
      lines.push(current)
      current = word
    }
  }
  return current === '' ? lines : [...lines, current]
}

/** How many columns a text takes: combining marks take none, East Asian characters and emoji two. */
export function lengthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let columns = 0
  for (const character of text) {
    if (/\p{Mark}|\u200b|\u200d|\ufe0f|\u00ad/u.test(character)) continue
    columns += wide.test(character) ? 2 : 1
  }
  return columns
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u

/** The text with spaces after it up to a width. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - lengthOf(text)))
}

/** The text with spaces before it up to a width. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - lengthOf(text))) + text
}

/** Stands for a space at which a line is never folded: before the number of a link or a note. */
export const glue = '\uE0F2'

/** The text with spaces for glue. */
export function unglue(text: string): string {
  return text.replaceAll(glue, ' ')
}
