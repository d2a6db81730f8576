import type { EditorView } from '@codemirror/view'
import type { OpenedText, UnsavedText } from '../wire.ts'
import { browserCopy } from './browser-copy.ts'
import { notify } from './notices.ts'
import { replaceText } from './replace-text.ts'

/** What was written and never saved, the newest last; not what is as the file is. */
export function unsavedOf({ file, source, unsaved }: OpenedText): UnsavedText[] {
  const copies = [unsaved, browserCopy(file).get()]
  return copies
    .filter((copy) => copy !== undefined)
    .filter((copy) => copy.source !== source)
    .sort((one, other) => one.at.localeCompare(other.at))
}

export interface UnsavedOfferOptions {
  view: EditorView
  opened: OpenedText
  copies: readonly UnsavedText[]
  /** The text is that which was not saved; else that of the file. */
  decided: (isTaken: boolean) => void
}

/** Shows the newest of the texts, and asks whether to go on with it. Until then nobody writes, so that none is lost. */
export function offerUnsaved({ view, opened, copies, decided }: UnsavedOfferOptions): void {
  const newest = copies.at(-1)
  if (newest === undefined) return decided(false)
  // An older one, of another browser, stays to be found with “undo”.
  for (const copy of copies) replaceText(view, copy.source)
  const letGo = (): void => {
    replaceText(view, opened.source)
    decided(false)
    const bringBack = { label: 'Bring it back', run: () => replaceText(view, newest.source) }
    notify({
      name: 'let-go',
      text: 'The unsaved text is gone: this is the file as it was saved.',
      actions: [bringBack],
    })
    view.focus()
  }
  const takeUp = (): void => {
    decided(true)
    view.focus()
  }
  notify({
    name: 'unsaved',
    text: `There is text that was never saved, of ${whenOf(newest)}. You see it below. Go on with it?`,
    actions: [
      { label: 'Take it up', run: takeUp },
      { label: 'Let it go', run: letGo },
    ],
    isQuestion: true,
    hasFocus: true,
  })
}

function whenOf({ at }: UnsavedText): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
}
