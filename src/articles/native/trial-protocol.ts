/** What the trial process says: that it begins a text, or is done with it. Being ready is the first that is done. */
export const trialBytes = { begins: 43, done: 45 } as const

/** A text as it is sent to the trial process: its length in four bytes, then itself. */
export function trialFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const frame = Buffer.allocUnsafe(4 + length)
  frame.writeUInt32LE(length)
  frame.write(text, 4)
  return frame
}

/** Without the byte order mark, which no parser is given. */
export function withoutMark(source: string): string {
  return source.charCodeAt(0) === 0xfeff ? source.slice(1) : source
}
