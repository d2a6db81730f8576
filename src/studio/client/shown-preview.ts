import type { EditorView, ViewUpdate } from '@codemirror/view'
import type { HeadingPlace, PreviewAnswer, PreviewRequest } from '../wire.ts'
import { createAbbreviations } from './abbreviations.ts'
import { byId, say } from './elements.ts'
import { createFindingsList, markFindings } from './findings.ts'
import { headingAbove } from './follow-caret.ts'
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
  const failed = (error: unknown): void => notifyFailure('preview', error)
  const refresh = (): void => void ask().catch(failed)
  const pane = createPreviewPane(refresh)
  const showFindings = createFindingsList(view)
  const showAbbreviations = createAbbreviations({
    view,
    failed: (error) => notifyFailure('term', error),
    onAdded: ({ letters }) => {
      notify({ name: 'term', text: `${letters} is in the glossary now.` })
      refresh()
    },
  })
  const show = (answer: PreviewAnswer, asked: PreviewRequest): void => {
    putAway('preview')
    ;({ headings } = answer)
    if (answer.edition) frame.show(answer.edition)
    pane.describe(answer)
    showFindings(answer.diagnostics)
    // The places are those of the text that was sent; the next answer is on its way where it is another now.
    if (view.state.doc.toString() === asked.source) markFindings(view, answer.diagnostics)
    showAbbreviations(answer)
    say(byId('words'), `${answer.words.toLocaleString('en-GB')} words`)
  }
  const request = (): PreviewRequest => ({ file, source: view.state.doc.toString(), ...pane.wanted() })
  const ask = createLivePreview({ request, show, failed })
  frame.onHeading(
    () => headings,
    ({ line }) => goTo(view, offsetOf(view.state.doc, line, 1)),
  )
  return { refresh, frame, follow: followCaret(frame, () => headings) }
}

function followCaret(
  frame: PreviewFrame,
  headings: () => readonly HeadingPlace[],
): (update: ViewUpdate) => void {
  const sectionOf = ({ state }: ViewUpdate): number =>
    headingAbove(headings(), state.doc.lineAt(state.selection.main.head).number)
  let last = -1
  return (update) => {
    if (!update.selectionSet) return
    const section = sectionOf(update)
    if (section !== last) frame.scrollTo(headings(), section)
    last = section
  }
}
