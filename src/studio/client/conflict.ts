import type { EditorView } from '@codemirror/view'
import { button, byId, make } from './elements.ts'
import { diffLines, foldSame, type DiffPart } from './line-diff.ts'
import { replaceText } from './replace-text.ts'
import { gone, type OnDisk } from './working-text.ts'

export interface ConflictOptions {
  view: EditorView
  theirs: OnDisk
  /** The text is based on theirs from now on, whichever was chosen. */
  decided: (choice: 'mine' | 'theirs') => void
}

/** Shows in what the file differs from the text, and asks which is to be kept. Neither is lost: both can be kept as files. */
export function openConflict(options: ConflictOptions): void {
  const { theirs } = options
  const dialog = byId('conflict', 'dialog')
  dialog.replaceChildren(...(theirs.hash === gone ? ofGone(dialog, options) : ofChanged(dialog, options)))
  if (!dialog.open) dialog.showModal()
}

function ofGone(dialog: HTMLDialogElement, { view, decided }: ConflictOptions): HTMLElement[] {
  const saveAnew = (): void => {
    dialog.close()
    decided('mine')
    view.focus()
  }
  return [
    make('h2', { id: 'conflict-title' }, 'Somebody has deleted this file, or given it another name'),
    make('p', {}, 'Your text is still here. Saving makes the file again.'),
    make(
      'p',
      { class: 'actions' },
      button('Make it again', saveAnew),
      button('Decide later', () => dialog.close()),
    ),
    make('p', {}, 'Or keep it elsewhere: ', download('mine.md', 'your text', view.state.doc.toString()), '.'),
  ]
}

function ofChanged(dialog: HTMLDialogElement, { view, theirs, decided }: ConflictOptions): HTMLElement[] {
  const mine = view.state.doc.toString()
  const choose = (choice: 'mine' | 'theirs') => (): void => {
    replaceText(view, theirs.source)
    // Theirs stays one “undo” away, as mine does.
    if (choice === 'mine') replaceText(view, mine)
    dialog.close()
    decided(choice)
    view.focus()
  }
  const lines = make('ol', { class: 'diff', tabindex: '0', 'aria-label': 'What is different' })
  lines.append(...foldSame(diffLines(theirs.source, mine)).map(diffItem))
  const actions = [
    button('Keep mine', choose('mine')),
    button('Take theirs', choose('theirs')),
    button('Decide later', () => dialog.close()),
  ]
  return [
    make('h2', { id: 'conflict-title' }, 'Somebody else has changed this file'),
    make(
      'p',
      {},
      'Your text was not saved. Lines with − are only in the file, lines with + only in your text.',
    ),
    lines,
    make('p', { class: 'actions' }, ...actions),
    make(
      'p',
      {},
      'Whichever you choose, undo (Ctrl+Z) shows the other. A text of the file that yours replaces is kept in .tidings/replaced/. To be safe, keep both as files: ',
      download('mine.md', 'your text', mine),
      ', ',
      download('theirs.md', 'the text of the file', theirs.source),
      '.',
    ),
  ]
}

const signs = { same: ' ', mine: '+', theirs: '−' }
const spoken = { same: '', mine: 'In your text: ', theirs: 'In the file: ' }

function diffItem(part: DiffPart): HTMLElement {
  if (part.kind === 'folded')
    return make(
      'li',
      { class: 'folded' },
      part.count === 1 ? '1 line is the same' : `${part.count} lines are the same`,
    )
  const sign = make('span', { 'aria-hidden': 'true', class: 'sign' }, signs[part.kind])
  const words = make('span', { class: 'unseen' }, spoken[part.kind])
  return make('li', { class: part.kind }, sign, words, part.text)
}

function download(name: string, label: string, text: string): HTMLElement {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }))
  return make('a', { href, download: name }, label)
}
