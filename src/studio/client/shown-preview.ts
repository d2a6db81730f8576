import type { EditorView, ViewUpdate } from '@codemirror/view'
import type { HeadingPlace, Preview, PreviewRequest } from '../wire.ts'
import { createAbbreviations } from './abbreviations.ts'
import { byId, say } from './elements.ts'
import { createFindingsList, markFindings } from './findings.ts'
import { caretPlace, type CaretPlace } from './follow-caret.ts'
import { beginningOfWords } from './front-matter.ts'
import { goTo } from './go-to.ts'
import { createLivePreview } from './live-preview.ts'
import { notify, notifyFailure, putAway } from './notices.ts'
import { offsetOf } from './places.ts'
import { openPreviewFrame, type PreviewFrame } from './preview-frame.ts'
import { createPreviewPane } from './preview-pane.ts'

export interface ShownPreview {
  /** Makes it again of what the text is now. */
  refresh: () => void
  /** Shows the section in which the caret is, when that is another. */
  follow: (update: ViewUpdate) => void
  frame: PreviewFrame
}

/** The right side of the page and what is below it: all that an answer of the server changes. */
export async function createShownPreview(view: EditorView, file: string): Promise<ShownPreview> {
  const frame = await openPreviewFrame()
  let headings: readonly HeadingPlace[] = []
  const follow = followCaret(view, frame, () => headings)
  const failed = (error: unknown): void => notifyFailure('preview', error)
  const refresh = (): void => void ask().catch(failed)
  // An article is read on its page, an issue as a letter.
  const pane = createPreviewPane(file.startsWith('articles/issues/') ? 'email' : 'page', refresh)
  const showFindings = createFindingsList(view)
  const showAbbreviations = createAbbreviations({
    view,
    failed: (error) => notifyFailure('term', error),
    onAdded: ({ letters }) => {
      notify({ name: 'term', text: `${letters} is in the glossary now.` })
      refresh()
    },
  })
  const show = (answer: Preview, asked: PreviewRequest): void => {
    putAway('preview')
    ;({ headings } = answer)
    if (answer.edition) frame.show(answer.edition)
    pane.describe(answer)
    showFindings(answer.diagnostics)
    // The places are those of the text that was sent; the next answer is on its way where it is another now.
    const isNewest = view.state.doc.toString() === asked.source
    if (isNewest) markFindings(view, answer.diagnostics)
    if (isNewest) follow.changed()
    showAbbreviations(answer)
    say(byId('words'), `${answer.words.toLocaleString('en-GB')} words`)
  }
  const request = (): PreviewRequest => ({ file, source: view.state.doc.toString(), ...pane.wanted() })
  const ask = createLivePreview({ request, show, failed })
  frame.onHeading(
    () => headings,
    ({ line }) => goTo(view, offsetOf(view.state.doc, line, 1)),
  )
  return { refresh, frame, follow: follow.moved }
}

/** Follows the caret when it is moved, and the text when it is another. */
function followCaret(
  view: EditorView,
  frame: PreviewFrame,
  headings: () => readonly HeadingPlace[],
): { moved: (update: ViewUpdate) => void; changed: () => void } {
  let last = -1
  const placeNow = (): CaretPlace => {
    const { doc, selection } = view.state
    const offset = selection.main.head
    const caret = { line: doc.lineAt(offset).number, offset }
    const words = { start: beginningOfWords(doc.toString()), end: doc.length }
    return caretPlace(headings(), caret, (line) => offsetOf(doc, line, 1), words)
  }
  return {
    moved: ({ selectionSet, docChanged }) => {
      // While one types the headings' lines are those of before: the next answer says where they are.
      if (!selectionSet || docChanged) return
      const place = placeNow()
      frame.showPlace(headings(), place, place.section === last ? 'another place' : 'another section')
      last = place.section
    },
    changed: () => {
      const place = placeNow()
      frame.showPlace(headings(), place, 'another text')
      last = place.section
    },
  }
}
