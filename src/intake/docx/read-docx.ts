import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import mammoth from 'mammoth'
import { zipSync } from 'fflate'
import type { Brought, ReadDocument } from '../document.ts'
import type { ReportLoss } from '../report-loss.ts'
import { buildBlocks } from './build-blocks.ts'
import { settleLinks } from './links.ts'
import { markParagraphs } from './mark-paragraphs.ts'
import { leaveCalled, takeCalls, type NoteCalls } from './notes.ts'
import { createCounter } from './numbering.ts'
import { openPackage, type Package } from './package.ts'
import { prepareText } from './prepare-text.ts'
import { reportSurroundings, takeDrawings } from './take-drawings.ts'
import { reportLostTexts, textsOf } from './lost-texts.ts'
import { readStyles } from './styles.ts'
import { unpack } from './unpack.ts'
import { depthOf, serializeXml, type Element } from './xml.ts'

/**
 * Reads a Word document (ECMA-376, `.docx`): its text with headings, lists and their numbers, tables, notes, links and
 * pictures. Reports what it can not take over; gives nothing for what is no such document, which is reported.
 */
export async function readDocx(brought: Brought, report: ReportLoss): Promise<ReadDocument | undefined> {
  const refuse = (what: string): undefined => {
    report('intake/unreadable-document', `Unexpected ${what}, expected a Word document`)
  }
  const parts = unpack(brought.bytes)
  if (typeof parts === 'string') return refuse(parts)
  const source = openPackage(parts)
  if (!source) return refuse(whatElse([...parts.keys()]))
  if (isTooDeep(source)) return refuse('document whose tables lie in each other more than a hundred deep')
  const { bytes, texts } = prepare(source, report)
  const converted = await convert(bytes, report)
  if (!converted) return refuse('damaged document')
  reportLostTexts(texts, converted.tree, report)
  settleLinks(converted.tree, report)
  return { tree: buildBlocks(converted.tree), pictures: converted.pictures }
}

/** Elements in each other, of which a table in a table takes three. */
const deepest = 400

function isTooDeep({ main, related, xml }: Package): boolean {
  return [main, ...related('footnotes'), ...related('endnotes')].some((name) => {
    const root = xml(name)?.documentElement
    return root ? depthOf(root) > deepest : false
  })
}

/** What a zip archive is that is no Word document. */
function whatElse(names: readonly string[]): string {
  if (names.some((name) => name.startsWith('xl/'))) return 'Excel workbook'
  if (names.some((name) => name.startsWith('ppt/'))) return 'PowerPoint presentation'
  if (names.includes('content.xml')) return 'OpenDocument file'
  if (names.some((name) => /^index\/|\.iwa$/i.test(name))) return 'Pages document'
  return 'archive without a Word document'
}

/** The document with its text in a form of which the converter loses nothing. */
function prepare(source: Package, report: ReportLoss): { bytes: Uint8Array; texts: string[] } {
  const first = (kind: string): Element | undefined =>
    source.xml(source.related(kind)[0])?.documentElement ?? undefined
  const styles = readStyles(source.xml(source.related('styles')[0]))
  const counter = createCounter(source.xml(source.related('numbering')[0]))
  const prepared: Record<string, Uint8Array> = Object.fromEntries(source.parts)
  const texts: string[] = []
  let calls: NoteCalls = new Map()
  for (const name of [source.main, ...source.related('footnotes'), ...source.related('endnotes')]) {
    const document = source.xml(name)
    const root = document?.documentElement
    if (!document || !root) continue
    prepareText(root, styles, report)
    if (name === source.main) calls = takeCalls(root)
    else leaveCalled(root, calls)
    markParagraphs(root, { styles, counter })
    takeDrawings(root, { source, part: name, report })
    texts.push(...textsOf(root))
    prepared[name] = serializeXml(document)
  }
  const surroundings = [...source.related('header'), ...source.related('footer')].flatMap(
    (name) => source.xml(name)?.documentElement ?? [],
  )
  reportSurroundings(surroundings, first('comments'), report)
  return { bytes: zipSync(prepared, { level: 0 }), texts }
}

/** Paragraphs are told apart by their marks, so that all are alike here. */
const styleMap = [
  'p => p:fresh',
  "r[style-name='Strong'] => strong",
  "r[style-name='Emphasis'] => em",
  "r[style-name='Subtle Emphasis'] => em",
  "r[style-name='Intense Emphasis'] => strong",
  "r[style-name='HTML Code'] => code",
  "r[style-name='Source Text'] => code",
  'strike => del',
]

async function convert(
  document: Uint8Array,
  report: ReportLoss,
): Promise<{ tree: Root; pictures: Map<string, Uint8Array> } | undefined> {
  const pictures = new Map<string, Uint8Array>()
  const convertImage = mammoth.images.imgElement(async (image) => {
    const src = `picture-${pictures.size + 1}`
    pictures.set(src, await image.readAsBuffer())
    return { src }
  })
  const options = {
    styleMap,
    includeDefaultStyleMap: false,
    includeEmbeddedStyleMap: false,
    externalFileAccess: false,
    idPrefix: '',
    convertImage,
  }
  try {
    const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(document) }, options)
    for (const { type, message } of messages) reportMessage(type, message, report)
    return { tree: fromHtml(value, { fragment: true }), pictures }
  } catch {
    // It throws what it stumbles over in a part that refers to something that is not there.
    return undefined
  }
}

/** What the converter says it could not read; unknown styles are words all the same. */
function reportMessage(type: 'warning' | 'error', message: string, report: ReportLoss): void {
  const sign = /^A w:sym element.*: (char .*)$/.exec(message)?.[1]
  if (sign !== undefined)
    report('intake/lost-content', `Unexpected sign (${sign}), expected one that Unicode has`)
  // The only errors are pictures that cannot be read: those that the document only refers to.
  if (type === 'error' || message.startsWith('Could not find image file'))
    report('intake/lost-picture', 'Unexpected picture that is not in the document, expected its file')
}
