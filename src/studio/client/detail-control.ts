import type { Names } from '../wire.ts'
import type { DetailField, DetailItem, DetailValue } from './detail-fields.ts'
import { make, say } from './elements.ts'
import { itemsOf } from './read-details.ts'

/** A field of the form of details. */
export interface DetailControl {
  element: HTMLElement
  /** Shows what the text says; nothing where no field can show it. What has the focus is left to who is typing. */
  show: (value: DetailValue | undefined) => void
  /** Offers what can be chosen. */
  offer?: (names: Names) => void
}

/** Writes a value into the text; says why not, where it cannot. */
export type WriteDetail = (value: DetailValue) => string | undefined

/** A field with its label and what is said about it. */
export interface LabelledField {
  element: HTMLElement
  /** Says what is the matter; nothing when all is well. */
  say: (trouble: string | undefined) => void
}

/** What is said where a value is written in a way that no field can show. */
export const onlyInText = 'It is written in a way that only the text can change.'

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** Puts a label above an input, and below it what it is for. `beside` stands next to it. */
export function labelled(field: DetailField, input: Input, ...beside: HTMLElement[]): LabelledField {
  const id = `detail-${field.key}`
  const trouble = make('p', { id: `${id}-trouble`, class: 'trouble', role: 'status' })
  const hint = make('p', { id: `${id}-hint`, class: 'hint' }, field.hint ?? '')
  input.id = id
  input.setAttribute('aria-describedby', field.hint === undefined ? trouble.id : `${hint.id} ${trouble.id}`)
  if (field.isNeeded) input.setAttribute('aria-required', 'true')
  const line = beside.length === 0 ? input : make('div', { class: 'tools' }, input, ...beside)
  const parts = [
    make('label', { for: id }, field.label),
    line,
    ...(field.hint === undefined ? [] : [hint]),
    trouble,
  ]
  return {
    element: make('div', { class: `field ${field.kind}` }, ...parts),
    say: (text) => {
      say(trouble, text ?? '')
      input.setAttribute('aria-invalid', String(text !== undefined))
    },
  }
}

/** A field to type into. */
export function textControl(field: DetailField, write: WriteDetail): DetailControl {
  const isTall = field.kind === 'text' || field.kind === 'names'
  const input = isTall
    ? make('textarea', { rows: field.kind === 'text' ? '3' : '2' })
    : make('input', { type: field.kind === 'day' ? 'date' : 'text', autocomplete: 'off' })
  if (field.key === 'series') input.setAttribute('list', 'series-known')
  const { element, say } = labelled(field, input)
  let latest: DetailValue | undefined
  const show = (value: DetailValue | undefined): void => {
    latest = value
    if (document.activeElement === input) return
    const text = shownText(field, value)
    input.disabled = text === undefined
    input.value = text ?? ''
    if (text === undefined) return say(onlyInText)
    say(text !== '' && input.value === '' ? `The text says “${text}”, which is no day.` : undefined)
  }
  input.addEventListener('input', () => {
    // A day of which a part is still to be typed is none yet.
    if (!input.validity.badInput) say(write(typedValue(field, input.value)))
  })
  input.addEventListener('blur', () => show(latest))
  return field.key === 'series' ? { element, show, offer: offerSeries(element) } : { element, show }
}

function offerSeries(element: HTMLElement): (names: Names) => void {
  const list = make('datalist', { id: 'series-known' })
  element.append(list)
  return ({ series }) =>
    list.replaceChildren(...series.map(({ id, title }) => make('option', { value: id }, title)))
}

/** A subject with a comma in it would be read as two. */
function shownText({ kind }: DetailField, value: DetailValue | undefined): string | undefined {
  if (typeof value !== 'object') return value
  const texts = value.map(({ text }) => text)
  if (kind === 'names') return texts.join('\n')
  return texts.some((text) => text.includes(',')) ? undefined : texts.join(', ')
}

function typedValue({ kind }: DetailField, typed: string): DetailValue {
  if (kind === 'names') return itemsOf(typed.split('\n'))
  return kind === 'subjects' ? itemsOf(typed.split(',')) : typed
}

/** An option of a choice. */
export function option(value: string, label: string): HTMLOptionElement {
  return make('option', { value }, label)
}

/** How an article is told apart in lists. */
export function titleOf({ text }: DetailItem, names: Names | undefined): string {
  const known = names?.articles.find(({ slug }) => slug === text)
  return known?.title ?? (names === undefined ? text : `${text} (no such article)`)
}
