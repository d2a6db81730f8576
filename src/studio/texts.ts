import { hash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Finding } from '../diagnostics/index.ts'
import { readSource, replaceFile } from '../workspace/files/index.ts'
import { authoredFile } from './authored-file.ts'
import { forFile, forPage } from './line-ends.ts'
import { problemOf, problemOfWriting, RequestProblem } from './problem.ts'
import { mostOfText, tooLarge } from './read-body.ts'
import { keepReplaced } from './keep-replaced.ts'
import { createUnsavedStore, type KeptText, unsavedFolder } from './unsaved-store.ts'
import type { OpenedText, SaveAnswer, WrittenText } from './wire.ts'

/** The texts of a workspace: opened, kept while they are written, and saved. */
export interface Texts {
  open: (file: string | undefined) => OpenedText
  /** `order` counts requests as they came: a save that is read late takes no newer text with it. */
  keep: (text: WrittenText, order: number) => void
  save: (text: WrittenText, order: number) => SaveAnswer
  letGo: (file: string | undefined) => void
  /** What was not saved. */
  unsaved: () => KeptText[]
}

/** The hash of a file that is not there. */
const noFile = 'none'

export function createTexts(root: string): Texts {
  const store = createUnsavedStore(root)
  const keptAt = new Map<string, number>()
  const keep = (text: WrittenText): void => {
    try {
      store.keep(text)
    } catch (error) {
      throw problemOfWriting(
        error,
        unsavedFolder,
        'Make room on the disk, and leave the page open until then.',
      )
    }
  }
  return {
    open: (given) => {
      const { file, kind } = authoredFile(root, given)
      const present = readPresent(root, file)
      const kept = store.read(file)
      if (!present && !kept) throw missing(file)
      const source = forPage(present?.source ?? '')
      const unsaved = kept && kept.source !== source && { source: kept.source, base: kept.base, at: kept.at }
      return { file, kind, source, hash: present?.hash ?? noFile, ...(unsaved && { unsaved }) }
    },
    keep: (text, order) => {
      const { file } = authoredFile(root, text.file)
      if (order < (keptAt.get(file) ?? 0)) return
      if (!existsSync(path.join(root, file)) && !store.read(file) && text.base === noFile) throw missing(file)
      // Such as a page has its server keep that is closed before it hears that it was saved.
      if (text.source === pageText(root, file)) store.drop(file)
      else keep({ ...text, file })
      keptAt.set(file, order)
    },
    save: (text, order) => {
      const { file } = authoredFile(root, text.file)
      const isLater = order > (keptAt.get(file) ?? 0)
      const answer = save(root, { ...text, file }, (text) => isLater && keep(text))
      if (answer.saved && isLater) store.drop(file)
      return answer
    },
    letGo: (given) => store.drop(authoredFile(root, given).file),
    unsaved: () => store.list().filter(({ file, source }) => source !== pageText(root, file)),
  }
}

function save(root: string, text: WrittenText, keep: (text: WrittenText) => unknown): SaveAnswer {
  const { file, base } = text
  refuseNul(text.source)
  const present = readPresent(root, file)
  if ((present?.hash ?? noFile) !== base) {
    keep(text)
    return present
      ? { saved: false, hash: present.hash, source: forPage(present.source) }
      : { saved: false, hash: noFile, source: '', isGone: true }
  }
  const content = forFile(text.source, present?.source ?? '')
  try {
    if (present && text.overruled === present.hash) keepReplaced(root, file, present.source)
    if (!present) mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    if (content !== present?.source) replaceFile(path.join(root, file), content)
  } catch (error) {
    keep(text)
    const note = `Make it writable, or make room on the disk, and save again. What you wrote is kept in \`${unsavedFolder}/\`.`
    throw problemOfWriting(error, file, note)
  }
  return { saved: true, hash: hash('sha256', content) }
}

/** Nothing where there is no such text. */
function pageText(root: string, file: string): string | undefined {
  const present = readSource(root, file, () => undefined)
  return present && forPage(present.source)
}

/** A file that is not there is none; one that cannot be read as text is a problem, and is left alone. */
function readPresent(root: string, file: string): { source: string; hash: string } | undefined {
  let finding: Finding | undefined
  const source = readSource(root, file, (found) => (finding ??= found))
  if (source && Buffer.byteLength(source.source) > mostOfText) throw tooLarge(mostOfText)
  if (source) return source
  if (finding?.rule === 'workspace/missing-file') return undefined
  throw problemOf(finding!)
}

function missing(file: string): RequestProblem {
  return new RequestProblem(
    404,
    `Unexpected missing file, expected \`${file}\``,
    'It may have been renamed or deleted: look at the list at the first page of this server.',
  )
}

/** No program would open the file as text again. */
function refuseNul(source: string): void {
  const at = source.indexOf('\0')
  if (at < 0) return
  const line = source.slice(0, at).split('\n').length
  throw new RequestProblem(
    422,
    `Unexpected NUL character in line ${line}, expected text`,
    'Delete what you pasted there, or that line, and save again.',
  )
}
