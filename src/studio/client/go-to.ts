import { EditorView } from '@codemirror/view'

/** Puts the caret there, shows the place, and gives the text the focus. */
export function goTo(view: EditorView, at: number): void {
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
  view.focus()
}
