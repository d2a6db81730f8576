import { isolateHistory } from '@codemirror/commands'
import type { EditorView, ViewUpdate } from '@codemirror/view'
import type { Names, OpenedText } from '../wire.ts'
import { articlesControl } from './articles-control.ts'
import { textControl, type DetailControl } from './detail-control.ts'
import { detailFields, type DetailField, type DetailValue } from './detail-fields.ts'
import { editDetail } from './edit-details.ts'
import { byId } from './elements.ts'
import { frontMatter, mayBeginFrontMatter } from './front-matter.ts'
import { pictureControl } from './picture-control.ts'
import { readDetails } from './read-details.ts'

export interface DetailsFormOptions {
  view: EditorView
  opened: Pick<OpenedText, 'file' | 'kind'>
  /** A picture could not be brought. */
  failed: (error: unknown) => void
}

/** What front matter says, as a form. The text stays the one truth: each field writes into it at once. */
export interface DetailsForm {
  /** Shows what the text says after a change. */
  update: (update: ViewUpdate) => void
  /** Offers what can be chosen. */
  offer: (names: Names) => void
}

export function createDetailsForm({ view, opened, failed }: DetailsFormOptions): DetailsForm {
  const { file, kind } = opened
  const group = byId('fields', 'fieldset')
  let last: DetailField | undefined
  group.addEventListener('focusout', () => (last = undefined))
  const write = (field: DetailField, value: DetailValue): string | undefined => {
    if (field.isNeeded && value.length === 0)
      return `${field.label} cannot be empty: the text keeps what it has.`
    const changes = editDetail(view.state.doc.toString(), field, value)
    if (!changes) return 'This cannot be written from here: write it into the text.'
    // To undo takes back what was done in one field, and not what was typed before.
    const annotations = field === last ? [] : [isolateHistory.of('before')]
    last = field
    if (changes.to > changes.from || changes.insert !== '') view.dispatch({ changes, annotations })
    return undefined
  }
  const controls = detailFields[kind].map((field): [DetailField, DetailControl] => {
    const writeField = (value: DetailValue): string | undefined => write(field, value)
    if (field.kind === 'picture') return [field, pictureControl(field, { file, write: writeField, failed })]
    const control = field.kind === 'articles' ? articlesControl : textControl
    return [field, control(field, writeField)]
  })
  group.replaceChildren(...controls.map(([, { element }]) => element))
  const refresh = refresher(view, group, controls)
  refresh()
  openOrClose(view, opened)
  return {
    update: ({ docChanged, state, startState }) => {
      if (docChanged || state.readOnly !== startState.readOnly) refresh()
    },
    offer: (names) => controls.forEach(([, control]) => control.offer?.(names)),
  }
}

/** Shows what the text says, where that is another than before. */
function refresher(
  view: EditorView,
  group: HTMLFieldSetElement,
  controls: readonly [DetailField, DetailControl][],
): () => void {
  let before = ''
  return () => {
    const source = view.state.doc.toString()
    const part = frontMatter(source)?.text ?? mayBeginFrontMatter(source)
    const now = JSON.stringify([part, view.state.readOnly])
    if (now === before) return
    before = now
    const details = readDetails(source)
    byId('details-broken').hidden = details.kind !== 'broken'
    group.disabled = details.kind === 'broken' || view.state.readOnly
    if (details.kind === 'broken') return
    for (const [field, control] of controls) control.show(details.valueOf(field))
  }
}

/** Open for an issue, which is little else, and for an article that is yet to be written; else as it was left in this tab. */
function openOrClose(view: EditorView, { file, kind }: Pick<OpenedText, 'file' | 'kind'>): void {
  const details = byId('details', 'details')
  const place = `details: ${file}`
  const left = sessionStorage.getItem(place)
  const source = view.state.doc.toString()
  const isEmpty = source.slice(frontMatter(source)?.bodyStart ?? 0).trim() === ''
  details.open = left === null ? kind === 'issue' || isEmpty : left === 'open'
  details.addEventListener('toggle', () => sessionStorage.setItem(place, details.open ? 'open' : 'closed'))
}
