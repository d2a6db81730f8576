import type { Extension } from '@codemirror/state'
import type { EditorView, ViewUpdate } from '@codemirror/view'
import type { Names, OpenedText, UnsavedText } from '../wire.ts'
import { openConflict } from './conflict.ts'
import { createEditor } from './editor.ts'
import { createHeader } from './header.ts'
import { soonAfter } from './newest-wins.ts'
import { notify, notifyFailure } from './notices.ts'
import { createWorkingText, gone, type OnDisk, type WorkingText } from './working-text.ts'

/** So long after it was typed the server keeps what is not saved, also while somebody types on without a pause. */
const keepPause = 1000
/** After so long it is tried again where it failed. */
const tryAgainPause = 2000

export interface WritingOptions {
  opened: OpenedText
  names: () => Names | undefined
  onUpdate: (update: ViewUpdate) => void
  /** What the editor needs besides. */
  more: Extension
}

/** The left side of the page: a text in its editor, and what becomes of it. */
export interface Writing {
  view: EditorView
  /** From now on one may write; nothing is kept or saved before. */
  begin: (taken: UnsavedText | undefined) => void
  meet: WorkingText['meet']
  save: () => void
  /** Says what is going on, until it is nothing. */
  doing: (what: string | undefined) => void
  isAtRisk: () => boolean
  keepAtLast: () => void
}

export function createWriting({ opened, names, onUpdate, more }: WritingOptions): Writing {
  let hasBegun = false
  const { view, setReadOnly } = createEditor({
    file: opened.file,
    kind: opened.kind,
    source: opened.source,
    names,
    more,
    onUpdate: (update) => {
      onUpdate(update)
      if (!update.docChanged) return
      header.refresh()
      keepSoon()
    },
  })
  const text = createWorkingText({
    view,
    opened,
    onState: () => header.refresh(),
    onConflict: (theirs) => tell(theirs),
  })
  const header = createHeader(view, opened.file, text.state, () => save())
  const keep = (): void => {
    if (!hasBegun) return
    text.keep().catch((error: unknown) => {
      notifyFailure('keep', error)
      keepAgain()
    })
  }
  const keepSoon = soonAfter(keepPause, keep)
  const keepAgain = soonAfter(tryAgainPause, keep)
  const save = (): void => {
    if (hasBegun) text.save().then(keep, (error: unknown) => notifyFailure('save', error))
  }
  const decide = (theirs: OnDisk, choice: 'mine' | 'theirs'): void => {
    if (choice === 'theirs') {
      text.baseOn(theirs)
      return keepSoon()
    }
    text.overrule(theirs)
    save()
  }
  const tell = (theirs: OnDisk): void => {
    const open = (): void => openConflict({ view, theirs, decided: (choice) => decide(theirs, choice) })
    tellConflict(theirs.hash === gone ? 'deleted' : 'changed', open)
  }
  header.refresh()
  return {
    view,
    begin: (taken) => {
      hasBegun = true
      if (taken) text.baseOn({ hash: taken.base, source: opened.source })
      setReadOnly(false)
      header.refresh()
      keepSoon()
    },
    meet: async (look) => {
      if (!hasBegun) return
      await text.meet(look)
      // Of a file that is gone the text here may be the last.
      keepSoon()
    },
    save,
    doing: header.doing,
    isAtRisk: () => hasBegun && text.isAtRisk(),
    keepAtLast: () => {
      if (hasBegun) text.keepAtLast()
    },
  }
}

function tellConflict(what: 'changed' | 'deleted', open: () => void): void {
  notify({
    name: 'conflict',
    text: `Somebody else has ${what} this file. Your text is not saved; nothing is lost.`,
    actions: [
      {
        label: what === 'changed' ? 'Look at what is different' : 'What to do',
        run: () => {
          open()
          // Who decides later finds the question again.
          tellConflict(what, open)
        },
      },
    ],
    isQuestion: true,
  })
}
