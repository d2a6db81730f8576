import type { EditorView } from '@codemirror/view'
import { frontMatterValue, isDraft, switchDraft } from './draft-switch.ts'
import { byId, say } from './elements.ts'
import type { WorkingText } from './working-text.ts'

const states = { saved: 'Saved', unsaved: 'Unsaved changes', saving: 'Saving…' }

/** What stands above the text. */
export interface Header {
  /** Says what the text says now, and whether it is saved. */
  refresh: () => void
  /** Says what is going on instead, until it is nothing. */
  doing: (what: string | undefined) => void
}

/** `save` is what the button does. */
export function createHeader(
  view: EditorView,
  file: string,
  state: WorkingText['state'],
  save: () => void,
): Header {
  const draft = byId('draft', 'input')
  const button = byId('save', 'button')
  button.addEventListener('click', save)
  draft.addEventListener('change', () => {
    const change = switchDraft(view.state.doc.toString(), draft.checked)
    if (change) view.dispatch({ changes: change, userEvent: 'input' })
  })
  say(byId('file'), file)
  let busy: string | undefined
  const sayState = (): void => say(byId('state'), busy ?? states[state()])
  return {
    doing: (what) => {
      busy = what
      sayState()
    },
    refresh: () => {
      const source = view.state.doc.toString()
      const title = frontMatterValue(source, 'title') ?? frontMatterValue(source, 'subject') ?? ''
      say(byId('title'), title === '' ? file : title)
      document.title = `${state() === 'saved' ? '' : '* '}${title === '' ? file : title} – Tidings`
      sayState()
      draft.checked = isDraft(source)
      draft.disabled = view.state.readOnly || switchDraft(source, !draft.checked) === undefined
      button.disabled = view.state.readOnly
    },
  }
}
