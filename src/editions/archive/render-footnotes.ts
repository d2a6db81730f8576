import type { Element, ElementContent } from 'hast'
import type { FootnoteReference } from 'mdast'
import type { Messages } from '../../templates/index.ts'
import type { State } from './body-state.ts'
import { element, text, wrap } from './hast.ts'

/** The notes of one tree. Ids are in camel case, which no heading's address is. */
export interface Footnotes {
  /** The number in the text. */
  reference(node: FootnoteReference): ElementContent
  /** The notes that were referred to, in that order; call it when everything else is made. */
  section(state: State): ElementContent | undefined
}

interface Note {
  /** Its identifier in capitals. */
  key: string
  number: number
  references: number
}

/** Numbers the notes of one tree by the order in which the text refers to them. */
export function createFootnotes(words: Messages): Footnotes {
  const notes = new Map<string, Note>()
  return {
    reference(node) {
      const key = node.identifier.toUpperCase()
      const note = notes.get(key) ?? { key, number: notes.size + 1, references: 0 }
      notes.set(key, note)
      note.references++
      return referenceLink(note, words)
    },
    section(state) {
      if (notes.size === 0) return undefined
      const items: Element[] = []
      // A note may refer to further ones: the map grows while it is walked.
      for (const note of notes.values()) items.push(noteItem(state, note))
      let index = 0
      for (const note of notes.values()) addWaysBack(items[index++]!, note, words)
      return element('section', { className: ['notes'], ariaLabelledBy: ['pageNotes'] }, [
        text('\n'),
        element('h2', { id: 'pageNotes' }, [text(words.footnotes)]),
        text('\n'),
        element('ol', {}, wrap(items, true)),
        text('\n'),
      ])
    },
  }
}

function referenceId({ number }: Note, reference: number): string {
  return reference === 1 ? `noteRef${number}` : `noteRef${number}-${reference}`
}

function referenceLink(note: Note, words: Messages): ElementContent {
  const { number, references } = note
  const id = referenceId(note, references)
  const label = `${words.noteReference} ${number}`
  const link = element('a', { href: `#noteText${number}`, id, ariaLabel: label }, [text(String(number))])
  return element('sup', { className: ['note-number'] }, [link])
}

function noteItem(state: State, { key, number }: Note): Element {
  const definition = state.note(key)
  return element('li', { id: `noteText${number}` }, definition ? state.all(definition) : [])
}

/** A way back to each place that refers to the note, at the end of its last paragraph. */
function addWaysBack(item: Element, note: Note, words: Messages): void {
  const last = item.children.at(-1)
  const end = last?.type === 'element' && last.tagName === 'p' ? last : item
  for (let reference = 1; reference <= note.references; reference++) {
    const suffix = note.references > 1 ? `, ${reference}` : ''
    const ariaLabel = `${words.backToText} ${note.number}${suffix}`
    const properties = { href: `#${referenceId(note, reference)}`, className: ['way-back'], ariaLabel }
    end.children.push(text('\u00a0'), element('a', properties, [text('↩\ufe0e')]))
  }
}
