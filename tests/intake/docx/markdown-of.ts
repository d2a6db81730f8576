import { expect } from 'vitest'
import { imported } from '../imported.ts'
import { makeDocx, type DocxParts } from './make-docx.ts'

/** The Markdown of a document's text, of which nothing is told. */
export async function markdownOf(body: string, parts: Omit<DocxParts, 'body'> = {}): Promise<string> {
  const { article, found } = await imported(makeDocx({ body, ...parts }))
  expect(found).toEqual([])
  return article!.markdown
}

/** What is told of a document. */
export async function foundIn(body: string, parts: Omit<DocxParts, 'body'> = {}): Promise<string[]> {
  return (await imported(makeDocx({ body, ...parts }))).found
}
