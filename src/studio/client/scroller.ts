import type { HeadingPlace } from '../wire.ts'
import type { CaretPlace } from './follow-caret.ts'
import { sectionSpan } from './heading-places.ts'

/** Why the preview may have to scroll. */
export type Why = 'another section' | 'another place' | 'another text'

export interface Scroller {
  showPlace: (headings: readonly HeadingPlace[], place: CaretPlace, why: Why) => void
  /** Does something to the document after which the browser may have scrolled, so that what was seen is still seen. */
  during: (change: () => void) => void
}

/** Knows where it put a document, and where its reader did. */
export function createScroller(inside: Document): Scroller {
  const view = inside.defaultView!
  let ours = 0
  let isOnTheWay = false
  view.addEventListener('scrollend', () => (isOnTheWay = false))
  const isOurs = (): boolean => isOnTheWay || Math.abs(view.scrollY - ours) <= 4
  const scroll = (target: number, isSmooth: boolean): void => {
    ours = Math.max(0, Math.min(target, inside.documentElement.scrollHeight - view.innerHeight))
    isOnTheWay = isSmooth && Math.abs(view.scrollY - ours) > 4
    view.scrollTo({ top: ours, behavior: isSmooth ? 'smooth' : 'instant' })
  }
  return {
    showPlace: (headings, { section, part }, why) => {
      const span = sectionSpan(inside, headings, section)
      if (!span || (why !== 'another section' && !isOurs())) return
      const target = scrollTarget(view, span.top, span.top + part * (span.bottom - span.top), why)
      if (target !== undefined) scroll(target, why !== 'another text' && isSmoothWanted(view))
    },
    during: (change) => {
      const before = view.scrollY
      change()
      if (!isOnTheWay) ours += view.scrollY - before
    },
  }
}

/** A section begins at its heading, if that leaves the caret's place to be seen; nothing where it is seen already. */
function scrollTarget(view: Window, top: number, place: number, why: Why): number | undefined {
  const isNear = place - top < view.innerHeight * 0.8
  if (why === 'another section') return isNear ? top : place - view.innerHeight * 0.4
  const isSeen = place > view.scrollY && place < view.scrollY + view.innerHeight * 0.85
  return isSeen ? undefined : place - view.innerHeight * 0.4
}

/** Not where motion is not wanted, and not where the browser does not tell its end. */
function isSmoothWanted(view: Window): boolean {
  return 'onscrollend' in view && !matchMedia('(prefers-reduced-motion: reduce)').matches
}
