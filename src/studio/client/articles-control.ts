import type { Names } from '../wire.ts'
import {
  labelled,
  onlyInText,
  option,
  titleOf,
  type DetailControl,
  type WriteDetail,
} from './detail-control.ts'
import type { DetailField, DetailItem } from './detail-fields.ts'
import { button, make } from './elements.ts'

/** What is to have the focus when the list is shown again: of which item, and which of its buttons. */
interface Focus {
  at: number
  deed: string
}

/** The articles of an issue in their order, with buttons to move them, and a choice of one to add. */
export function articlesControl(field: DetailField, write: WriteDetail): DetailControl {
  const choice = make('select')
  const add = button('Add', () => {
    const { value: text } = choice
    if (text !== '') change([...items, { text }], undefined, ({ title }) => `${title} is added.`, { text })
  })
  const list = make('ol', { class: 'chosen' })
  const { element, say } = labelled({ ...field, label: 'Add an article' }, choice, add)
  const whole = make(
    'div',
    { role: 'group', 'aria-label': field.label },
    make('p', { class: 'head' }, field.label),
    list,
    element,
  )
  let items: readonly DetailItem[] = []
  let names: Names | undefined
  let focus: Focus | undefined
  const change = (
    next: readonly DetailItem[],
    then: Focus | undefined,
    words: (of: { title: string; place: string }) => string,
    item: DetailItem,
  ): void => {
    focus = then
    const trouble = write(next)
    focus = undefined
    const place = `${next.indexOf(item) + 1} of ${next.length}`
    say(trouble)
    if (trouble === undefined) told.textContent = words({ title: titleOf(item, names), place })
  }
  const told = make('p', { class: 'unseen', role: 'status' })
  whole.append(told)
  const row = (item: DetailItem, at: number): HTMLElement => {
    const title = titleOf(item, names)
    const move = (to: number, deed: string): void =>
      change(moved(items, at, to), { at: to, deed }, ({ place }) => `${title} is ${place} now.`, item)
    const remove = (): void =>
      change(items.toSpliced(at, 1), { at, deed: 'Remove' }, () => `${title} is taken out.`, item)
    const carried = make('select', { 'aria-label': `How it is carried: ${title}`, 'data-deed': 'as' })
    carried.append(option('full', 'Whole'), option('summary', 'Summary and a link'))
    carried.value = item.as ?? 'full'
    carried.addEventListener('change', () => {
      const other: DetailItem = { text: item.text, ...(carried.value === 'summary' && { as: 'summary' }) }
      change(items.with(at, other), { at, deed: 'as' }, () => '', other)
    })
    const buttons = [
      deed('Up', title, at > 0, () => move(at - 1, 'Up')),
      deed('Down', title, at < items.length - 1, () => move(at + 1, 'Down')),
      deed('Remove', title, true, remove),
    ]
    return make('li', {}, make('span', {}, title), make('div', { class: 'tools' }, carried, ...buttons))
  }
  const render = (): void => {
    const wanted = focus ?? focusIn(list)
    list.replaceChildren(...items.map(row))
    const others = names?.articles.filter(({ slug }) => !items.some(({ text }) => text === slug)) ?? []
    const chosen = choice.value
    choice.replaceChildren(option('', 'Choose…'), ...others.map(({ slug, title }) => option(slug, title)))
    choice.value = others.some(({ slug }) => slug === chosen) ? chosen : ''
    if (wanted) (buttonAt(list, wanted) ?? choice).focus()
  }
  return {
    element: whole,
    show: (value) => {
      const isList = typeof value === 'object'
      choice.disabled = add.disabled = !isList
      say(isList ? undefined : onlyInText)
      const next = isList ? value : []
      if (JSON.stringify(next) === JSON.stringify(items)) return
      items = next
      render()
    },
    offer: (known) => {
      if (JSON.stringify(known.articles) === JSON.stringify(names?.articles)) return
      names = known
      render()
    },
  }
}

function deed(name: string, title: string, isPossible: boolean, action: () => void): HTMLButtonElement {
  const element = button(name, action)
  element.setAttribute('aria-label', `${name}: ${title}`)
  element.dataset['deed'] = name
  element.disabled = !isPossible
  return element
}

function moved(items: readonly DetailItem[], from: number, to: number): DetailItem[] {
  return items.toSpliced(from, 1).toSpliced(to, 0, items[from]!)
}

function focusIn(list: HTMLElement): Focus | undefined {
  const active = document.activeElement
  const at = [...list.children].findIndex((row) => row.contains(active))
  return at < 0 || !(active instanceof HTMLElement) ? undefined : { at, deed: active.dataset['deed'] ?? '' }
}

/** At the end of the list another button of the same row; where the row is gone, the one that took its place. */
function buttonAt(list: HTMLElement, { at, deed }: Focus): HTMLElement | undefined {
  const row = list.children[Math.min(at, list.children.length - 1)]
  const all = [...(row?.querySelectorAll<HTMLElement>('[data-deed]:not(:disabled)') ?? [])]
  return all.find((one) => one.dataset['deed'] === deed) ?? all.find((one) => one.matches('button'))
}
