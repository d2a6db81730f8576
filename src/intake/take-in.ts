import type { Root } from 'mdast'
import type { Report } from '../diagnostics/index.ts'
import type { Brought, ReadDocument } from './document.ts'
import { formatOf } from './document-format.ts'
import { readDocx } from './docx/read-docx.ts'
import { isElement, isEmpty, spacedText } from './elements.ts'
import { readHtml } from './html/read-html.ts'
import { takePictures, type TakenPicture } from './pictures.ts'
import { reportLossOf, type ReportLoss } from './report-loss.ts'
import { readText } from './text/read-text.ts'
import { setPassageLevels, takeTitle } from './tidy-headings.ts'
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
  const document = await readDocument(brought, reportLoss)
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

/** What somebody copied out of a document. */
export interface CopiedPassage {
  html: string
  /** How findings call it. */
  name: string
  /** The level of the heading under which it comes, 1 for the title. */
  above: number
}

/** The same, to become part of an article. */
export interface TakenPassage extends Pick<TakenDocument, 'tree' | 'pictures'> {
  /** Whether it is words within a paragraph, and no paragraph of its own. */
  isInline: boolean
}

/**
 * Takes in what was copied, as HTML, its headings at the levels they have where articles have these. Reports what
 * can not be taken over; gives nothing where there is nothing to take.
 */
export function takeInPassage(
  { html, name, above }: CopiedPassage,
  report: Report,
): TakenPassage | undefined {
  const reportLoss = reportLossOf(name, report)
  // What was copied is in the letters of this machine, whatever the page it comes from says of itself.
  const bytes = new TextEncoder().encode(`<meta charset="utf-8">${html}`)
  const passage = readHtml({ name, bytes, readBeside: () => undefined }, reportLoss)
  if (!passage) return undefined
  const { tree } = passage
  tidyPhrases(tree)
  const pictures = takePictures(tree, passage.pictures, reportLoss)
  if (isEmpty(tree)) return undefined
  tidyTables(tree, reportLoss)
  setPassageLevels(tree, above)
  return {
    tree: treeOf(tree),
    pictures,
    isInline: tree.children.length === 1 && isElement(tree.children[0], 'p'),
  }
}

async function readDocument(brought: Brought, report: ReportLoss): Promise<ReadDocument | undefined> {
  const format = formatOf(brought.name, brought.bytes)
  if (format === 'word') return await readDocx(brought, report)
  if (format === 'page') return readHtml(brought, report)
  if (format === 'text') return readText(brought, report)
  const message = `Unexpected ${format.isNot}, expected a Word document (.docx), a web page or plain text`
  report('intake/unreadable-document', message)
  return undefined
}
