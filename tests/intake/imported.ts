import type { Finding } from '../../src/diagnostics/index.ts'
import { articleFiles, takeIn } from '../../src/intake/index.ts'

export interface Imported {
  /** The article's title; nothing where the document has none. */
  title: string | undefined
  /** Its Markdown without the front matter. */
  markdown: string
  pictures: string[]
  words: number
}

/** What becomes of a document, and what is told of it as rule and message. */
export async function imported(
  bytes: Uint8Array | string,
  name = 'minutes.docx',
  beside: Record<string, Uint8Array> = {},
): Promise<{ article: Imported | undefined; found: string[] }> {
  const findings: Finding[] = []
  const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
  const brought = { name, bytes: content, readBeside: (address: string) => beside[address] }
  const taken = await takeIn(brought, (finding) => findings.push(finding))
  const found = findings.map(({ rule, message }) => `${rule}: ${message}`)
  if (!taken) return { article: undefined, found }
  const { article, pictures } = articleFiles(taken, { slug: 'x', untitled: 'none' })
  const markdown = String(article.content).replace(/^---\n[^]*?\n---\n\n/, '')
  return {
    article: { title: taken.title, markdown, pictures: pictures.map(({ file }) => file), words: taken.words },
    found,
  }
}
