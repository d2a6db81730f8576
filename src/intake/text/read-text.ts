import { decodeDocument } from '../decode-document.ts'
import type { Brought, ReadDocument } from '../document.ts'
import { looksLikeMarkdown } from './looks-like-markdown.ts'
import { TextWalk } from './text-walk.ts'
import type { ReportLoss } from '../report-loss.ts'

/** Reads plain text, as people write it in editors and e-mails; nothing where it is none, which is reported. */
export function readText(brought: Brought, report: ReportLoss): ReadDocument | undefined {
  const decoded = decodeDocument(brought.bytes)
  if ('isNot' in decoded) {
    report('intake/unreadable-document', `Unexpected ${decoded.isNot}, expected a text`)
    return undefined
  }
  if (looksLikeMarkdown(decoded.text)) {
    report('intake/unreadable-document', 'Unexpected Markdown, expected plain text', takeMarkdown)
    return undefined
  }
  return { tree: new TextWalk().run(decoded.text), pictures: new Map() }
}

const takeMarkdown =
  'It can be an article as it is: copy it into `articles/`, with a name that ends in `.md`, and begin it with front matter.'
