import type { EditorView } from '@codemirror/view'
import type { NewTerm, Preview, TermAnswer, UnexplainedLetters, UsedTerm } from '../wire.ts'
import { button, byId, make, say, showInOrder } from './elements.ts'
import { goTo } from './go-to.ts'
import { offsetOf } from './places.ts'
import { ask } from './server.ts'
import { withCode } from './with-code.ts'

export interface AbbreviationsOptions {
  view: EditorView
  /** Called when the glossary has another term. */
  onAdded: (term: NewTerm) => void
  failed: (error: unknown) => void
}

/** Shows which abbreviations a text uses, and a form for each that nobody explains. */
export function createAbbreviations(options: AbbreviationsOptions): (answer: Preview) => void {
  let forms = new Map<string, UnknownForm>()
  return ({ terms, unknown }) => {
    const shown = new Map<string, UnknownForm>()
    for (const one of unknown) {
      const form = forms.get(one.letters) ?? unknownForm(options, one.letters)
      form.update(one)
      shown.set(one.letters, form)
    }
    // What somebody is writing stays until they have done, even where a change of the text has left the letters out.
    for (const [letters, form] of forms) if (!shown.has(letters) && form.isInUse()) shown.set(letters, form)
    forms = shown
    byId('unknown').hidden = shown.size === 0
    showInOrder(
      byId('unknown-list'),
      [...shown.values()].map(({ element }) => element),
    )
    say(byId('terms-title'), `Abbreviations (${terms.length + unknown.length})`)
    byId('terms').replaceChildren(...terms.map(usedTerm))
  }
}

function usedTerm({ letters, expansion, mentions }: UsedTerm): HTMLElement {
  const times = mentions === 1 ? 'once' : `${mentions} times`
  return make('div', {}, make('dt', {}, letters), make('dd', {}, `${expansion}, ${times}`))
}

interface UnknownForm {
  element: HTMLElement
  update: (unknown: UnexplainedLetters) => void
  /** Whether something was written into it, or is about to be. */
  isInUse: () => boolean
}

function unknownForm(options: AbbreviationsOptions, first: string): UnknownForm {
  const { view, onAdded, failed } = options
  let place = { line: 1, column: 1 }
  let proposed = ''
  const letters = make('input', { value: first, autocomplete: 'off' })
  const expansion = make('input', { autocomplete: 'off', required: '' })
  const told = make('p', { role: 'status' })
  const go = button('', () => goTo(view, offsetOf(view.state.doc, place.line, place.column)))
  const add = make('button', { type: 'submit' }, 'Add to glossary')
  add.append(make('span', { class: 'unseen' }, `: ${first}`))
  const fields = [
    make('label', {}, 'Letters ', letters),
    make('label', {}, 'What they stand for ', expansion),
  ]
  const form = make('form', {}, ...fields, add, told)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const term = { letters: letters.value.trim(), expansion: expansion.value.trim() }
    addTerm(term, told)
      .then((added) => {
        if (!added) return
        expansion.value = proposed
        byId('terms-title').focus()
        onAdded(term)
      })
      .catch(failed)
  })
  return {
    element: make('li', {}, make('p', {}, make('strong', {}, first), ' ', go), form),
    update: (unknown) => {
      place = unknown
      say(go, `Line ${unknown.line}`)
      if (expansion.value === proposed) expansion.value = proposed = unknown.expansion ?? ''
    },
    isInUse: () => expansion.value !== proposed || form.contains(document.activeElement),
  }
}

/** Whether the glossary has it now; else the form says why not. */
async function addTerm(term: NewTerm, told: HTMLElement): Promise<boolean> {
  say(told, '')
  const { added, diagnostics } = await ask<TermAnswer>('/-/terms', { method: 'POST', body: term })
  const why = diagnostics.map(({ message, note }) => `${message}. ${note}`).join(' ')
  if (!added) told.replaceChildren(...withCode(why || 'It was not added.'))
  return added
}
