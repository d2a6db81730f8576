import { isolateHistory } from '@codemirror/commands'
import { syntaxTree } from '@codemirror/language'
import type { EditorState, Extension, Text } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { PastedAnswer } from '../wire.ts'
import { fitPassage } from './fit-passage.ts'
import { hasForm } from './has-form.ts'
import { notify, putAway } from './notices.ts'
import { about, ask } from './server.ts'

export interface PasteOptions {
  /** The file beside which pictures are put. */
  file: string
  failed: (error: unknown) => void
}

/** The plain text of what was pasted, which becomes Markdown when the server has answered; changes move it. */
interface Plain {
  from: number
  to: number
}

/**
 * What is copied in Word or on a web page keeps its headings, lists, tables and links. Its plain text stands there at
 * once; the Markdown takes its place, and to undo that brings the plain text back.
 */
export function pasteWithForm({ file, failed }: PasteOptions): Extension {
  const waiting = new Set<Plain>()
  return [
    EditorView.updateListener.of(({ changes }) => {
      for (const plain of waiting) {
        plain.from = changes.mapPos(plain.from, -1)
        plain.to = changes.mapPos(plain.to, 1)
      }
    }),
    EditorView.domEventHandlers({
      paste: (event, view) => {
        const html = event.clipboardData?.getData('text/html') ?? ''
        if (view.state.readOnly || !hasForm(html) || isWithinCode(view.state)) return false
        event.preventDefault()
        const plain = insertPlain(view, event.clipboardData?.getData('text/plain') ?? '')
        waiting.add(plain)
        takeForm(view, file, html, plain)
          .catch(failed)
          .finally(() => waiting.delete(plain))
        return true
      },
    }),
  ]
}

/** There nothing has a form. */
function isWithinCode(state: EditorState): boolean {
  for (let node = syntaxTree(state).resolveInner(state.selection.main.from, -1); ;) {
    if (/Code|Frontmatter/i.test(node.name)) return true
    if (!node.parent) return false
    node = node.parent
  }
}

/** The level of the heading over a place, 1 for the title. */
function levelAbove(state: EditorState, place: number): number {
  let level = 1
  syntaxTree(state).iterate({
    to: place,
    enter: ({ name, to }) => {
      const heading = /^(?:ATX|Setext)Heading([1-6])$/.exec(name)
      if (heading && to <= place) level = Number(heading[1])
    },
  })
  return level
}

function insertPlain(view: EditorView, pasted: string): Plain {
  const { from, to } = view.state.selection.main
  const text = view.state.toText(pasted.replace(/\r\n?/g, '\n'))
  write(view, { from, to }, text)
  return { from, to: from + text.length }
}

/** As a step of its own, to be undone by itself. */
function write(view: EditorView, { from, to }: Plain, insert: Text): void {
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    scrollIntoView: true,
    userEvent: 'input.paste',
    annotations: isolateHistory.of('full'),
  })
}

async function takeForm(view: EditorView, file: string, html: string, plain: Plain): Promise<void> {
  const textOf = (): string => view.state.sliceDoc(plain.from, plain.to)
  const pasted = textOf()
  const body = new Blob([html])
  const above = String(levelAbove(view.state, plain.from))
  const answer = await ask<PastedAnswer>(about('/-/pasted', file, { above }), { method: 'POST', body })
  const { markdown, isInline } = answer
  // Who has written on meanwhile, or taken it back, has decided.
  if (markdown === undefined || textOf() !== pasted || view.state.readOnly) return
  const before = view.state.sliceDoc(0, plain.from)
  const insert = fitPassage(before, { markdown, isInline }, view.state.sliceDoc(plain.to))
  if (insert !== pasted) write(view, plain, view.state.toText(insert))
  tellLosses(answer)
}

function tellLosses({ diagnostics }: PastedAnswer): void {
  if (diagnostics.length === 0) return putAway('pasted')
  const text = diagnostics.map(({ message, note }) => `${message}. ${note}`).join(' ')
  notify({ name: 'pasted', text: `Not all of what you pasted is as it was: ${text}` })
}
