import { controls } from '../model/control-characters.ts'
import { latin1 } from './latin1.ts'
import { isWindows1252, markedEncoding, signsInUtf8 } from '../model/text-encoding.ts'

const looksAt = 4_096

/** A document's text, or what it is in place of a text. */
export type Decoded = { text: string } | { isNot: string }

/**
 * The text of a file: in the encoding that its mark says, else where its noughts are, else the one that it declares,
 * else UTF-8 if all of it is, else Windows-1252. Line ends become `\n`.
 */
export function decodeDocument(
  bytes: Uint8Array,
  declaredIn?: (head: string) => string | undefined,
): Decoded {
  const head = latin1(bytes, looksAt)
  const text = decode(bytes, declaredIn?.(head))
  if ((text.match(controls)?.length ?? 0) > text.length / 100) return { isNot: 'file of a program' }
  return { text: text.replace(/\r\n?/g, '\n') }
}

function decode(bytes: Uint8Array, declared: string | undefined): string {
  const head = bytes.subarray(0, looksAt)
  const marked = head.length === 0 ? undefined : markedEncoding(head)
  if (marked) return new TextDecoder(marked).decode(bytes)
  const hasMark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  const decoder = hasMark || declared === undefined ? undefined : decoderFor(declared)
  // What is UTF-8 throughout is no Windows-1252, whatever it says: its editor has saved it anew.
  if (!decoder || (decoder.encoding === 'windows-1252' && isUtf8(bytes))) return decodeGuessed(bytes)
  return decoder.decode(bytes)
}

function decodeGuessed(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes)
  const signs = signsInUtf8(text)
  return signs.bad > 0 && isWindows1252(signs) ? new TextDecoder('windows-1252').decode(bytes) : text
}

function isUtf8(bytes: Uint8Array): boolean {
  return signsInUtf8(new TextDecoder('utf-8').decode(bytes)).bad === 0
}

/**
 * A decoder for what the file says; none where it says UTF-8, which is looked at, for many a file only says so. Whoever
 * could read `utf-16` in single octets knows that it is not true.
 */
function decoderFor(label: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    const decoder = new TextDecoder(label)
    return decoder.encoding.startsWith('utf-') ? undefined : decoder
  } catch {
    return undefined
  }
}
