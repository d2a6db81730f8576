import { autocompletion, completionKeymap, startCompletion } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, keymap, type ViewUpdate } from '@codemirror/view'
import type { Names, OpenedText } from '../wire.ts'
import { completeFrom } from './completion.ts'
import { byId } from './elements.ts'
import { giveForm, type Form } from './formatting.ts'
import { markdownSupport } from './markdown-language.ts'

export interface EditorOptions {
  /** What stands in it at first. */
  source: string
  /** The file that is written on: addresses are completed as it must write them. */
  file: string
  kind: OpenedText['kind']
  /** What can be linked or shown; nothing until it is known. */
  names: () => Names | undefined
  /** Called after each change of the text or of where the caret is. */
  onUpdate: (update: ViewUpdate) => void
  /** What the file needs besides. */
  more: Extension
}

export interface Editor {
  view: EditorView
  /** Whether one may write. */
  setReadOnly: (isReadOnly: boolean) => void
}

/** The place where the text is written. Nobody may write in it until it is told so. */
export function createEditor(options: EditorOptions): Editor {
  const writing = new Compartment()
  const view = new EditorView({
    parent: byId('editor'),
    state: EditorState.create({
      doc: options.source,
      extensions: [extensions(options), writing.of(readOnly(true))],
    }),
  })
  for (const element of byId('toolbar').querySelectorAll<HTMLElement>('[data-form]'))
    element.addEventListener('click', () => {
      view.focus()
      give(view, element.dataset['form'] as Form)
    })
  return {
    view,
    setReadOnly: (isReadOnly) => view.dispatch({ effects: writing.reconfigure(readOnly(isReadOnly)) }),
  }
}

function readOnly(isReadOnly: boolean): Extension {
  return EditorState.readOnly.of(isReadOnly)
}

function extensions({ file, kind, names, onUpdate, more }: EditorOptions): Extension {
  return [
    // A lonely carriage return of the file stays what it is, and comes back when it is saved.
    EditorState.lineSeparator.of('\n'),
    EditorView.clipboardInputFilter.of((text) => text.replace(/\r\n?/g, '\n')),
    EditorView.cspNonce.of(document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      'aria-label':
        kind === 'issue' ? 'Introduction of the issue, in Markdown' : 'Text of the article, in Markdown',
      tabindex: '0',
      spellcheck: 'true',
      autocapitalize: 'sentences',
      autocorrect: 'on',
    }),
    EditorView.updateListener.of(onUpdate),
    history(),
    drawSelection(),
    highlightSelectionMatches(),
    markdownSupport(),
    autocompletion({ override: [completeFrom(file, names)] }),
    more,
    keymap.of([
      form('Mod-b', 'bold'),
      form('Mod-i', 'italic'),
      form('Mod-k', 'link'),
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
  ]
}

function give(view: EditorView, form: Form): boolean {
  if (view.state.readOnly) return false
  view.dispatch(giveForm(view.state, form))
  // Where the address goes, the articles are offered.
  if (form === 'link') startCompletion(view)
  return true
}

function form(
  key: string,
  name: Form,
): { key: string; run: (view: EditorView) => boolean; preventDefault: true } {
  return {
    key,
    preventDefault: true,
    run: (view) => give(view, name),
  }
}
