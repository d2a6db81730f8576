import type { Root } from 'mdast'
import type { Report } from '../diagnostics/index.ts'
import type { Brought } from './document.ts'
import { readDocx } from './docx/read-docx.ts'
import { isEmpty, spacedText } from './elements.ts'
import { takePictures, type TakenPicture } from './pictures.ts'
import { reportLossOf } from './report-loss.ts'
import { takeTitle } from './tidy-headings.ts'
import { tidyPhrases } from './tidy-phrases.ts'
import { tidyTables } from './tidy-tables.ts'
import { treeOf } from './to-mdast.ts'

/** A document that has been taken in: what becomes an article. */
export interface TakenDocument {
  /** Its title; nothing where it has none. */
  title: string | undefined
  /** Its text as the tree of an article. */
  tree: Root
  pictures: TakenPicture[]
  /** How many words it has. */
  words: number
}

/**
 * Takes in a document: a Word document (`.docx`), a web page or plain text becomes the tree of an article and its
 * pictures. Reports what can not be taken over; gives nothing for what can not be read, which is reported.
 */
export async function takeIn(brought: Brought, report: Report): Promise<TakenDocument | undefined> {
  const reportLoss = reportLossOf(brought.name, report)
  const document = await readDocx(brought, reportLoss)
  if (!document) return undefined
  const { tree } = document
  tidyPhrases(tree)
  const pictures = takePictures(tree, document.pictures, reportLoss)
  if (isEmpty(tree)) {
    reportLoss('intake/empty-document', 'Unexpected document without words, expected a text')
    return undefined
  }
  tidyTables(tree, reportLoss)
  const title = takeTitle(tree, reportLoss) ?? document.title
  const words = spacedText(tree).match(/[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu)?.length ?? 0
  return { title, tree: treeOf(tree), pictures, words }
}
