import { isolateHistory } from '@codemirror/commands'
import type { EditorView } from '@codemirror/view'
import { changeBetween } from './text-change.ts'

/** Puts another text in place of the whole one. The caret stays in what is the same; “undo” brings the other back. */
export function replaceText(view: EditorView, source: string): void {
  const now = view.state.doc.toString()
  if (now === source) return
  view.dispatch({ changes: changeBetween(now, source), annotations: isolateHistory.of('full') })
}
