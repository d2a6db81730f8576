import type { HeadingPlace, Preview } from '../wire.ts'
import { byId } from './elements.ts'
import { anyHeading, headingElement } from './heading-places.ts'
import { patchElement } from './patch-document.ts'
import { createScroller, type Scroller } from './scroller.ts'

/** The document in which an edition is shown. */
export interface PreviewFrame {
  show: (edition: NonNullable<Preview['edition']>) => void
  /** Scrolls to where the caret is in the text. Within a section only as long as the reader has not scrolled away. */
  showPlace: Scroller['showPlace']
  /** Calls back when a heading is clicked, with its place among those that `headings` gives. */
  onHeading: (headings: () => readonly HeadingPlace[], go: (heading: HeadingPlace) => void) => void
  /** Keys are also pressed in it. */
  onKey: (listener: (event: KeyboardEvent) => void) => void
}

/** Resolves when the frame's own document is there. */
export async function openPreviewFrame(): Promise<PreviewFrame> {
  const element = byId('frame', 'iframe')
  const inside = await loaded(element)
  const scroller = createScroller(inside)
  inside.addEventListener('click', (event) => followLink(inside, event))
  inside.addEventListener('submit', (event) => event.preventDefault())
  return {
    show: (edition) =>
      scroller.during(() =>
        patchElement(inside.documentElement, documentOf(inside, edition).documentElement),
      ),
    showPlace: scroller.showPlace,
    onHeading: (headings, go) =>
      inside.addEventListener('click', (event) => {
        const heading = headingClicked(inside, event, headings())
        if (heading) go(heading)
      }),
    onKey: (listener) => inside.addEventListener('keydown', listener),
  }
}

async function loaded(element: HTMLIFrameElement): Promise<Document> {
  const isThere = (): boolean =>
    element.contentDocument?.readyState === 'complete' && element.contentDocument.URL.endsWith('/-/frame')
  if (!isThere())
    await new Promise((done) => {
      element.addEventListener('load', done, { once: true })
    })
  const inside = element.contentDocument
  if (inside === null) throw new Error('The preview has no document')
  return inside
}

/** A document of its own, in which nothing runs or loads, made ready for the frame. */
function documentOf(inside: Document, edition: NonNullable<Preview['edition']>): Document {
  const parser = parserOf(inside)
  if (edition.kind === 'text') return textDocument(parser, edition.text)
  const made = parser.parseFromString(edition.html, 'text/html')
  for (const element of made.querySelectorAll('script, noscript, base, meta[http-equiv]')) element.remove()
  const base = made.createElement('base')
  base.href = new URL(edition.address, location.href).href
  made.head.prepend(base)
  return made
}

/** The frame's own: under the policy of this page, styles of an e-mail would be taken out while they are read. */
function parserOf({ defaultView }: Document): DOMParser {
  const { DOMParser: Parser } = defaultView as Window & { DOMParser: typeof DOMParser }
  return new Parser()
}

function textDocument(parser: DOMParser, text: string): Document {
  const html = `<html lang="en"><head><title>Plain text</title><style>:root{color-scheme:light dark}body{margin:1rem}pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font:1rem/1.5 ui-monospace,monospace}</style></head><body><pre></pre></body></html>`
  const made = parser.parseFromString(html, 'text/html')
  made.querySelector('pre')!.textContent = text
  return made
}

/** Nothing leads away from the preview: a place in it is scrolled to, all else opens in a tab of its own. */
function followLink(inside: Document, event: MouseEvent): void {
  const link = targetOf(event)?.closest<HTMLAnchorElement>('a[href], area[href]')
  if (!link) return
  event.preventDefault()
  const { href, hash } = link
  if (hash !== '' && href.slice(0, -hash.length) === inside.baseURI.replace(/#.*/, ''))
    inside.getElementById(decoded(hash.slice(1)))?.scrollIntoView(manner())
  else if (/^https?:/.test(href)) window.open(href, '_blank', 'noopener')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function headingClicked(
  inside: Document,
  event: MouseEvent,
  headings: readonly HeadingPlace[],
): HeadingPlace | undefined {
  const target = targetOf(event)
  const clicked = target?.closest(anyHeading)
  // The link to itself that a heading has is the heading too.
  if (!clicked || target?.closest('a[href]:not([href^="#"]), button, summary')) return undefined
  return headings.find((_heading, index) => headingElement(inside, headings, index) === clicked)
}

function targetOf(event: MouseEvent): Element | undefined {
  const target = event.target as Node | null
  return (target?.nodeType === Node.ELEMENT_NODE ? target : target?.parentElement) as Element | undefined
}

function manner(): { behavior: ScrollBehavior } {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
  return { behavior: isCalm ? 'instant' : 'smooth' }
}
