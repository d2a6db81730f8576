import type { Element, Root } from 'hast'
import { latin1 } from './latin1.ts'
import type { ReportLoss } from './report-loss.ts'

/** A picture of a document. */
export interface TakenPicture {
  /** Its name in the tree, until it has a file's. */
  src: string
  bytes: Uint8Array
  /** What a file of it ends in: `png`, `jpg`, … */
  extension: string
}

const starts: [extension: string, start: RegExp][] = [
  ['png', /^\x89PNG/],
  ['jpg', /^\xFF\xD8\xFF/],
  ['gif', /^GIF8/],
  ['webp', /^RIFF[^]{4}WEBP/],
  ['tiff', /^(?:II\*\0|MM\0\*)/],
  ['avif', /^[^]{4}ftypavi[fs]/],
  ['heic', /^[^]{4}ftyp(?:heic|heix|mif1)/],
  [
    'svg',
    /^(?:\xEF\xBB\xBF)?\s*(?:<\?xml[^]*?\?>\s*)?(?:<!--[^]*?-->\s*)*(?:<!DOCTYPE svg[^]*?>\s*)?<svg[\s>]/,
  ],
]

/** The pictures that pages and letters can show; others are reported, and taken out of the tree. */
export function takePictures(
  tree: Root,
  pictures: ReadonlyMap<string, Uint8Array>,
  report: ReportLoss,
): TakenPicture[] {
  const taken = new Map<string, TakenPicture>()
  const lost = new Set<string>()
  for (const [src, bytes] of pictures) {
    const head = latin1(bytes, 1024)
    const extension = starts.find(([, start]) => start.test(head))?.[0]
    if (extension === undefined) lost.add(src)
    else taken.set(src, { src, bytes, extension })
  }
  let words = ''
  const walk = (parent: Root | Element): void => {
    parent.children = (parent.children as Element['children']).filter((child) => {
      if (child.type === 'text') words = (words + child.value).slice(-200)
      if (child.type !== 'element') return true
      if (child.tagName === 'img' && lost.has(String(child.properties['src']))) {
        reportLost(child, words, report)
        return false
      }
      if (child.tagName === 'img') child.properties['alt'] = wordsFor(child)
      walk(child)
      return true
    })
  }
  walk(tree)
  return [...taken.values()]
}

/** What an author has said of a picture, without what programs say: where its file was, and that they made the words. */
function wordsFor(image: Element): string {
  const words = String(image.properties['alt'] ?? '')
    .replace(
      /\s*(?:Description automatically generated(?: with \w+ confidence)?|AI-generated content may be incorrect)\.?\s*$/i,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim()
  const isFile =
    /^(?:file:|[a-z]:[\\/]|\\\\)|^[^\s/\\]+\.(?:png|jpe?g|gif|bmp|tiff?|[ew]mf|svg|webp|heic)$/i.test(words)
  return isFile ? '' : words
}

function reportLost(image: Element, before: string, report: ReportLoss): void {
  const alt = String(image.properties['alt'] ?? '').trim()
  const says = alt ? `, which shows “${alt}”,` : ''
  const near = before.trim().replace(/\s+/g, ' ').slice(-50).trim()
  const where = near ? ` after “${near}”` : ' at the beginning'
  report(
    'intake/lost-picture',
    `Unexpected picture${says}${where} in a format that only Office shows, expected PNG or JPEG`,
  )
}
