import { Text } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { OpenedText, SaveAnswer, UnsavedText, WrittenText } from '../wire.ts'
import { browserCopy } from './browser-copy.ts'
import { notifyFailure, putAway } from './notices.ts'
import { replaceText } from './replace-text.ts'
import { about, ask } from './server.ts'

/** A file as it is on the disk; one that is not there any more has no text, and the hash `gone`. */
export interface OnDisk {
  hash: string
  source: string
}

/** The hash of a file that is not there. */
export const gone = 'none'

export interface WorkingTextOptions {
  view: EditorView
  opened: OpenedText
  /** Called when something may have changed of what `state` says. */
  onState: () => void
  /** Somebody else has changed the file, and this text is another. */
  onConflict: (theirs: OnDisk) => void
}

/** The text that is written: what is saved of it, what the server keeps of it, and what is neither. */
export interface WorkingText {
  state: () => 'saved' | 'unsaved' | 'saving'
  /** Whether closing the page would lose something. */
  isAtRisk: () => boolean
  /** Has the server keep the text, if it is not saved; what a saved one has no need of goes. */
  keep: () => Promise<void>
  /** The same when the page may be gone before there is an answer. */
  keepAtLast: () => void
  save: () => Promise<void>
  /** From now on the text is based on this file: it replaces it when it is saved. */
  baseOn: (theirs: OnDisk) => void
  /** The same, although the text is another: the server keeps a copy of theirs when it is replaced. */
  overrule: (theirs: OnDisk) => void
  /**
   * Takes over what the disk has now, unless something would be lost: then it is a conflict. The disk is looked at when no
   * save is under way: what was there before one is nobody else's.
   */
  meet: (look: () => Promise<OnDisk>) => Promise<void>
}

/** Browsers let no more than this go out when a page is closed. */
const mostAtLast = 60_000

export function createWorkingText(options: WorkingTextOptions): WorkingText {
  const { view, opened, onState, onConflict } = options
  const { file } = opened
  const copy = browserCopy(file)
  const inTurn = takeTurns()
  let base = opened.hash
  let saved: Text = view.state.toText(opened.source)
  let kept: Text | undefined = opened.unsaved && view.state.toText(opened.unsaved.source)
  let overruled: string | undefined
  let isSaving = false
  const isDirty = (): boolean => !view.state.doc.eq(saved)
  const isAtRisk = (): boolean => isDirty() && !(kept !== undefined && view.state.doc.eq(kept))
  const written = (): WrittenText => ({
    file,
    source: view.state.doc.toString(),
    base,
    ...(overruled === base && { overruled }),
  })
  const copyHere = (): void => copy.put(unsavedNow(written()))
  const baseOn = ({ hash, source }: OnDisk): void => {
    base = hash
    saved = view.state.toText(source)
    putAway('conflict')
    onState()
  }
  const keep = (): Promise<void> =>
    inTurn(async () => {
      const { doc } = view.state
      try {
        if (isAtRisk()) await ask('/-/unsaved', { method: 'PUT', body: written() })
        else if (!isDirty() && kept) await ask(about('/-/unsaved', file), { method: 'DELETE' })
        else return void (isDirty() || copy.remove())
        kept = isDirty() ? doc : undefined
        if (view.state.doc.eq(doc)) copy.remove()
        putAway('gone')
        putAway('keep')
      } catch (error) {
        if (isDirty()) copyHere()
        throw error
      } finally {
        onState()
      }
    })
  const save = (): Promise<void> =>
    inTurn(async () => {
      if (!isDirty()) return
      isSaving = true
      onState()
      const sent = written()
      try {
        const answer = await ask<SaveAnswer>('/-/text', { method: 'PUT', body: sent, allowed: [409] })
        putAway('save')
        if (!answer.saved) return onConflict(answer)
        baseOn({ hash: answer.hash, source: sent.source })
        kept = undefined
        copy.remove()
      } catch (error) {
        copyHere()
        notifyFailure('save', error)
      } finally {
        isSaving = false
        onState()
      }
    })
  return {
    state: () => (isSaving ? 'saving' : isDirty() ? 'unsaved' : 'saved'),
    isAtRisk,
    keep,
    keepAtLast: () => {
      if (!isDirty()) return
      // Also of what the server keeps: another browser may write on the same file there.
      copyHere()
      if (!isAtRisk()) return
      const body = written()
      if (body.source.length * 3 > mostAtLast) return
      // Nobody may be there any more for the answer; the copy here is for when it is a bad one.
      ask('/-/unsaved', { method: 'PUT', body, keepalive: true }).catch(() => undefined)
    },
    save,
    baseOn,
    overrule: (theirs) => {
      overruled = theirs.hash
      baseOn(theirs)
    },
    meet: (look) =>
      inTurn(async () => {
        const onDisk = await look()
        if (onDisk.hash === base) return
        // A file that was deleted must not empty the text: from now on nothing of it is saved.
        if (onDisk.hash === gone) saved = Text.empty
        onState()
        if (onDisk.source !== view.state.doc.toString()) {
          if (isDirty()) return onConflict(onDisk)
          replaceText(view, onDisk.source)
        }
        baseOn(onDisk)
      }),
  }
}

function unsavedNow({ source, base }: WrittenText): UnsavedText {
  return { source, base, at: new Date().toISOString() }
}

/** One after the other: what is kept must not come after what was saved later. */
function takeTurns(): (action: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (action) => {
    const turn = last.then(action)
    last = turn.catch(() => undefined)
    return turn
  }
}
