import { button, byId, make, showInOrder } from './elements.ts'
import { Refused, Unreachable } from './server.ts'
import { withCode } from './with-code.ts'

/** A line at the top of the page, until it is done with. */
export interface Notice {
  /** A notice with the same name takes the place of this one. */
  name: string
  text: string
  /** What can be done about it; each puts the notice away. */
  actions?: { label: string; run: () => void }[]
  /** Stays until somebody decides: no button to put it away. */
  isQuestion?: boolean
  /** Nothing else can be done before: its first action has the focus. */
  hasFocus?: boolean
}

const shown = new Map<string, HTMLElement>()
let focusedBefore: HTMLElement | undefined

document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement && !byId('notices').contains(target)) focusedBefore = target
})

/** Shows a notice, and has it read out. */
export function notify(notice: Notice): void {
  const { name, text, actions = [], isQuestion = false, hasFocus = false } = notice
  if (shown.get(name)?.dataset['text'] === text) return
  const buttons = actions.map(({ label, run }) =>
    button(label, () => {
      putAway(name)
      run()
    }),
  )
  if (!isQuestion) buttons.push(button('Close', () => close(name)))
  // Filled after it is in the page: only then do screen readers say it.
  const words = make('p', { role: 'alert' })
  const element = make('div', { class: 'notice' }, words, make('p', { class: 'actions' }, ...buttons))
  element.dataset['text'] = text
  shown.set(name, element)
  showInOrder(byId('notices'), [...shown.values()])
  words.append(...withCode(text))
  if (hasFocus) buttons[0]?.focus()
}

/** What had the focus before gets it back: it would else be nowhere. */
function close(name: string): void {
  putAway(name)
  focusedBefore?.focus()
}

/** The notice is settled. */
export function putAway(name: string): void {
  shown.delete(name)
  showInOrder(byId('notices'), [...shown.values()])
}

/** Whether the server is not there, or is another by now. */
export function isGone(error: unknown): error is Unreachable | Refused {
  return error instanceof Unreachable || (error instanceof Refused && error.status === 401)
}

/** Says why something failed, under a name. */
export function notifyFailure(name: string, error: unknown): void {
  if (isGone(error)) notifyGone(error)
  else if (error instanceof Refused) notify({ name, text: `${error.message}. ${error.note}` })
  else
    notify({
      name,
      text: `Unexpected mistake of this page: ${String(error)}. Your text is still in the editor.`,
    })
}

const gone =
  'The server does not answer. Your text stays here and in this browser. Start “tidings studio” again; this page goes on by itself.'
const otherKey =
  'The server was started again, with another key. Your text stays here and in this browser. Open the address that the terminal shows, in another tab: this page then goes on by itself.'

function notifyGone(error: Unreachable | Refused): void {
  notify({ name: 'gone', text: error instanceof Refused ? otherKey : gone })
}
