import { toHtml } from 'hast-util-to-html'
import type { Finding } from '../../src/diagnostics/index.ts'
import type { Brought, ReadDocument } from '../../src/intake/document.ts'
import { reportLossOf, type ReportLoss } from '../../src/intake/report-loss.ts'

type Reader = (brought: Brought, report: ReportLoss) => ReadDocument | undefined

interface ReadSample {
  /** The tree as HTML on one line; nothing where the reader made none. */
  html?: string
  title?: string
  pictures: Record<string, string>
  findings: Finding[]
}

/** Reads a document that is written in the test, with the files that are said to lie beside it. */
export function readSample(
  reader: Reader,
  document: string | Uint8Array,
  beside: Record<string, string> = {},
): ReadSample {
  const findings: Finding[] = []
  const bytes = typeof document === 'string' ? Buffer.from(document) : document
  const readBeside = (address: string): Uint8Array | undefined =>
    Object.hasOwn(beside, address) ? Buffer.from(beside[address]!) : undefined
  const read = reader(
    { name: 'sample', bytes, readBeside },
    reportLossOf('sample', (finding) => findings.push(finding)),
  )
  const pictures = [...(read?.pictures ?? [])].map(([name, bytes]) => [
    name,
    Buffer.from(bytes).toString('latin1'),
  ])
  return {
    ...(read && { html: toHtml(read.tree) }),
    ...(read?.title !== undefined && { title: read.title }),
    pictures: Object.fromEntries(pictures),
    findings,
  }
}
