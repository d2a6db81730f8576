import { setDiagnostics, type Diagnostic as Mark } from '@codemirror/lint'
import type { EditorView } from '@codemirror/view'
import type { Diagnostic } from '../../diagnostics/index.ts'
import { button, byId, make, say, showInOrder } from './elements.ts'
import { goTo } from './go-to.ts'
import { offsetOf } from './places.ts'
import { withCode } from './with-code.ts'

const words = { error: 'Error', warning: 'Warning', info: 'Information' }

/** Shows what is wrong as a list. A click on one goes to its place. */
export function createFindingsList(view: EditorView): (diagnostics: readonly Diagnostic[]) => void {
  let items = new Map<string, HTMLElement>()
  return (diagnostics) => {
    const shown = new Map<string, HTMLElement>()
    for (const finding of diagnostics) {
      const key = JSON.stringify([finding.line, finding.column, finding.ruleId, finding.message])
      if (!shown.has(key)) shown.set(key, items.get(key) ?? findingItem(view, finding))
    }
    items = shown
    showInOrder(byId('findings'), [...shown.values()])
    const title = shown.size === 0 ? 'No findings' : `Findings (${shown.size})`
    for (const id of ['findings-title', 'count']) say(byId(id), title)
  }
}

function findingItem(view: EditorView, finding: Diagnostic): HTMLElement {
  const { severity, line, column, message, note } = finding
  const go = button(`Line ${line}`, () => goTo(view, offsetOf(view.state.doc, line, column)))
  go.append(make('span', { class: 'unseen' }, `: ${message}`))
  return make(
    'li',
    { class: severity },
    make('p', {}, make('strong', {}, words[severity]), ' ', go),
    make('p', {}, ...withCode(message)),
    make('p', { class: 'way-out' }, ...withCode(note)),
  )
}

/** Marks the same in the text. */
export function markFindings(view: EditorView, diagnostics: readonly Diagnostic[]): void {
  const { doc } = view.state
  const marks = diagnostics.map((finding): Mark => {
    const from = offsetOf(doc, finding.line, finding.column)
    const to = Math.max(from, offsetOf(doc, finding.endLine, finding.endColumn))
    return {
      from,
      to: to > from ? to : Math.min(doc.length, from + 1),
      severity: finding.severity,
      message: `${words[finding.severity]}: ${finding.message} ${finding.note}`,
      renderMessage: () =>
        make(
          'div',
          {},
          make('p', {}, make('strong', {}, words[finding.severity]), ' ', ...withCode(finding.message)),
          make('p', { class: 'way-out' }, ...withCode(finding.note)),
        ),
    }
  })
  view.dispatch(setDiagnostics(view.state, marks))
}
