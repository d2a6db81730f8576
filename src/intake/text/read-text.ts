import type { Report } from '../../diagnostics/index.ts'
import { decodeDocument } from '../decode-document.ts'
import type { Brought, ReadDocument } from '../document.ts'
import { TextWalk } from './text-walk.ts'

/** Reads plain text, as people write it in editors and e-mails; nothing where it has no words, which is reported. */
export function readText(brought: Brought, report: Report): ReadDocument | undefined {
  const decoded = decodeDocument(brought.bytes)
  const unexpected =
    'isNot' in decoded ? decoded.isNot : decoded.text.trim() === '' ? 'empty file' : undefined
  if ('isNot' in decoded || unexpected !== undefined) {
    const message = `Unexpected ${unexpected}, expected a text with words`
    report({ rule: 'intake/unreadable', message, file: brought.name })
    return undefined
  }
  return { tree: new TextWalk().run(decoded.text), pictures: new Map() }
}
