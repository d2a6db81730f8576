import { EditorView } from '@codemirror/view'
import type { Names, OpenedText } from '../wire.ts'
import { onBuilds } from './builds.ts'
import type { DetailsForm, DetailsFormOptions } from './details-form.ts'
import { byId } from './elements.ts'
import { beginningOfWords } from './front-matter.ts'
import { afterPause } from './newest-wins.ts'
import { isGone, notifyFailure, putAway } from './notices.ts'
import { becomeOnlyTab } from './only-tab.ts'
import { moveBetween } from './panes.ts'
import { pasteWithForm } from './paste.ts'
import { offsetOf } from './places.ts'
import { takePictures } from './pictures.ts'
import { about, ask, Refused } from './server.ts'
import { createShownPreview, type ShownPreview } from './shown-preview.ts'
import { offerUnsaved, unsavedOf } from './unsaved-offer.ts'
import { gone } from './working-text.ts'
import { createWriting, type Writing } from './writing.ts'

/** After so long without a key the preview is made again. */
const previewPause = 250
/** After so long a server that was not there, or has another key, is asked again. */
const renewPause = 2000

async function start(file: string): Promise<void> {
  await becomeOnlyTab(file)
  const opened = await ask<OpenedText>(about('/-/text', file))
  let names: Names | undefined
  const shown: { preview?: ShownPreview; details?: DetailsForm } = {}
  const previewSoon = afterPause(previewPause, () => shown.preview?.refresh())
  const writing = createWriting({
    opened,
    names: () => names,
    more: [
      takePictures({
        file,
        failed: (error) => notifyFailure('picture', error),
        onWay: (isOnWay) => writing.doing(isOnWay ? 'Bringing the picture…' : undefined),
      }),
      pasteWithForm({ file, failed: (error) => notifyFailure('pasted', error) }),
    ],
    onUpdate: (update) => {
      shown.preview?.follow(update)
      shown.details?.update(update)
      if (update.docChanged) previewSoon()
    },
  })
  const copies = unsavedOf(opened)
  offerUnsaved({
    view: writing.view,
    opened,
    copies,
    decided: (isTaken) => writing.begin(isTaken ? copies.at(-1) : undefined),
  })
  const { view } = writing
  showBeginning(view)
  guardLeaving(writing)
  const failed = (error: unknown): void => notifyFailure('picture', error)
  loadDetails({ view, opened, failed }).then(
    (details) => {
      shown.details = details
      if (names) details.offer(names)
    },
    (error: unknown) => notifyFailure('details', error),
  )
  const preview = await createShownPreview(writing.view, file)
  shown.preview = preview
  addKeys(writing, preview)
  preview.refresh()
  stayUpToDate({
    file,
    writing,
    preview,
    named: (known) => {
      names = known
      shown.details?.offer(known)
    },
  })
  if (copies.length === 0) writing.view.focus()
}

interface UpToDate {
  file: string
  writing: Writing
  preview: ShownPreview
  /** Takes what there is to name now. */
  named: (names: Names) => void
}

/** After each build all is asked for anew, and until it answers also of a server that was gone or has another key. */
function stayUpToDate({ file, writing, preview, named }: UpToDate): void {
  const renew = async (): Promise<void> => {
    preview.refresh()
    const meeting = meetDisk(file, writing).catch((error: unknown) => notifyFailure('disk', error))
    try {
      named(await ask<Names>('/-/names'))
      putAway('gone')
    } catch (error) {
      notifyFailure('names', error)
      if (isGone(error)) renewAgain()
    }
    await meeting
  }
  const renewAgain = afterPause(renewPause, () => void renew())
  onBuilds(() => void renew())
}

/** The place that the address names, as a finding on the first page does; else where the words begin. */
function showBeginning(view: EditorView): void {
  const { doc } = view.state
  const [line, column] = ['line', 'column'].map((name) => Number(parameters.get(name) ?? 0))
  const anchor = line ? offsetOf(doc, line, column || 1) : beginningOfWords(doc.toString())
  view.dispatch({
    selection: { anchor },
    effects: EditorView.scrollIntoView(anchor, { y: line ? 'center' : 'nearest' }),
  })
}

/** The form of details reads YAML, with all that this takes: one can write before it is there. */
async function loadDetails(options: DetailsFormOptions): Promise<DetailsForm> {
  const { createDetailsForm } = await import('./details-form.ts')
  return createDetailsForm(options)
}

/** What the file on the disk has become comes here too, if it takes nothing away. */
function meetDisk(file: string, { meet }: Writing): Promise<void> {
  return meet(async () => {
    try {
      return await ask<OpenedText>(about('/-/text', file))
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return { hash: gone, source: '' }
      throw error
    }
  })
}

function guardLeaving({ isAtRisk, keepAtLast }: Writing): void {
  addEventListener('beforeunload', (event) => {
    if (isAtRisk()) event.preventDefault()
  })
  addEventListener('pagehide', keepAtLast)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keepAtLast()
  })
}

/** They work wherever the focus is. */
function addKeys({ view, save }: Writing, { frame }: ShownPreview): void {
  const within = (selector: string) => (): boolean => document.activeElement?.closest(selector) !== null
  const move = moveBetween([
    { holds: within('.writing'), focus: () => view.focus() },
    {
      holds: within('.preview'),
      focus: () => document.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus(),
    },
    { holds: within('.lists'), focus: () => byId('findings-title').focus() },
  ])
  const press = (event: KeyboardEvent): void => {
    if (isSave(event)) {
      event.preventDefault()
      save()
    } else move(event)
  }
  document.addEventListener('keydown', press)
  frame.onKey(press)
}

function isSave({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 's' && (ctrlKey || metaKey) && !altKey && !shiftKey
}

const parameters = new URLSearchParams(location.search)
const file = parameters.get('file') ?? ''
start(file).catch((error: unknown) => notifyFailure('open', error))
