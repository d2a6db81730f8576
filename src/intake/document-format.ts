import { officeMarks } from '../model/text-encoding.ts'
import { latin1 } from './latin1.ts'

/** A Word document, a web page, or plain text. */
export type DocumentFormat = 'word' | 'page' | 'text'

const [zip, compound] = officeMarks
const webPage = /^(?:\xEF\xBB\xBF)?\s*<(?:!doctype html|\?xml|html|head|body|meta|table|div|p|h1)\b/i
/** How a password's name stands in a compound file ([MS-OFFCRYPTO] 2.3.4.4). */
const encrypted = [...'EncryptedPackage'].join('\0')

/** What a document is, by its first bytes and then by its name; in words where it is none that can be read. */
export function formatOf(name: string, bytes: Uint8Array): DocumentFormat | { isNot: string } {
  const head = latin1(bytes, 1024)
  if (head.startsWith(zip)) return 'word'
  if (head.startsWith(compound))
    return {
      isNot: latin1(bytes, bytes.length).includes(encrypted)
        ? 'document with a password'
        : 'older Office document',
    }
  if (head.startsWith('%PDF')) return { isNot: 'PDF' }
  if (head.startsWith(String.raw`{\rtf`)) return { isNot: 'rich text (RTF)' }
  return webPage.test(head) || /\.x?html?$/i.test(name) ? 'page' : 'text'
}

/** Whether a file has to be taken in before its text can be read. */
export function isDocument(name: string, bytes: Uint8Array): boolean {
  const format = formatOf(name, bytes)
  return format === 'word' || format === 'page'
}
