/**
 * Numbers written one after another as text, as `find.js` reads them: each is groups of five bits, the highest first,
 * and a digit of the upper half says that another follows. An index has a hundred thousand such texts, of millions of
 * numbers: they grow as bytes, because text that grows by a few signs at a time takes twenty times its length.
 */
export interface NumberText {
  bytes: Uint8Array<ArrayBuffer>
  length: number
}

const digits = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', 'latin1')

export function emptyNumberText(): NumberText {
  return { bytes: new Uint8Array(16), length: 0 }
}

/** Writes another number, from 0 on. */
export function addNumber(text: NumberText, number: number): void {
  text.length += groupsOf(number)
  if (text.length > text.bytes.length) text.bytes = grown(text.bytes, 2 * text.length)
  let at = text.length - 1
  text.bytes[at] = digits[number % 32]!
  for (let rest = Math.floor(number / 32); rest > 0; rest = Math.floor(rest / 32))
    text.bytes[--at] = digits[32 + (rest % 32)]!
}

export function readNumberText({ bytes, length }: NumberText): string {
  return Buffer.from(bytes.buffer, 0, length).toString('latin1')
}

function groupsOf(number: number): number {
  let groups = 1
  for (let rest = Math.floor(number / 32); rest > 0; rest = Math.floor(rest / 32)) groups++
  return groups
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const more = new Uint8Array(length)
  more.set(bytes)
  return more
}
