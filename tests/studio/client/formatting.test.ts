import { EditorSelection, EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { giveForm, insertPicture, type Form } from '../../../src/studio/client/formatting.ts'

/** A text with its selection between `[` and `]`; a caret is `[]`. */
function formed(text: string, form: Form): string {
  const anchor = text.indexOf('[')
  const head = text.indexOf(']') - 1
  const doc = text.replace('[', '').replace(']', '')
  const state = EditorState.create({ doc, selection: EditorSelection.single(anchor, head) })
  const { state: after } = state.update(giveForm(state, form))
  const { from, to } = after.selection.main
  const written = after.doc.toString()
  return `${written.slice(0, from)}[${written.slice(from, to)}]${written.slice(to)}`
}

describe('the buttons above the text', () => {
  it('make words bold or italic, and plain again', () => {
    expect(formed('so [very] good', 'bold')).toBe('so **[very]** good')
    expect(formed('so **[very]** good', 'bold')).toBe('so [very] good')
    expect(formed('so [very] good', 'italic')).toBe('so *[very]* good')
    expect(formed('so **[very]** good', 'italic')).toBe('so ***[very]*** good')
    expect(formed('[]', 'bold')).toBe('**[]**')
  })

  it('make a heading or a list of the lines, and lines again', () => {
    expect(formed('Pa[]y', 'heading')).toBe('## Pa[]y')
    expect(formed('### Pa[]y', 'heading')).toBe('Pa[]y')
    expect(formed('[one\n\ntwo]', 'list')).toBe('- [one\n\n- two]')
    expect(formed('- [one\n- two]', 'list')).toBe('[one\ntwo]')
  })

  it('make a link of words or of an address', () => {
    const words = EditorState.create({ doc: 'agenda', selection: { anchor: 0, head: 6 } })
    expect(words.update(giveForm(words, 'link')).state.doc.toString()).toBe('[agenda]()')
    const address = EditorState.create({ doc: 'https://example.org/', selection: { anchor: 0, head: 20 } })
    const after = address.update(giveForm(address, 'link')).state
    expect([after.doc.toString(), after.selection.main.head]).toEqual(['[](https://example.org/)', 1])
  })

  it('put a box round lines, apart from those beside it', () => {
    expect(formed('a\nb[]\nc', 'box')).toBe('a\n\n:::[note]\nb\n:::\n\nc')
    expect(formed('[]', 'box')).toBe(':::note\n[]\n:::')
  })
})

describe('the buttons for what is hard to type', () => {
  it('put a table under the line, with its first heading to be written over', () => {
    const rows = '| [First] | Second |\n| ----- | ------ |\n|       |        |'
    expect(formed('a[]\nb', 'table')).toBe(`a\n\n${rows}\n\nb`)
    expect(formed('a\n\n[]', 'table')).toBe(`a\n\n${rows}\n`)
    expect(formed('a\n[]\nb', 'table')).toBe(`a\n\n${rows}\n\nb`)
  })

  it('put a footnote behind the words, and its own words at the end', () => {
    expect(formed('so [very] good', 'footnote')).toBe('so very[^1] good\n\n[^1]: []')
  })

  it('number a footnote after the others, and put it under them', () => {
    const doc = 'One.[^3] Two.\n\n[^3]: Third\n'
    const state = EditorState.create({ doc, selection: { anchor: doc.indexOf('\n') } })
    const { state: after } = state.update(giveForm(state, 'footnote'))
    expect(after.doc.toString()).toBe('One.[^3] Two.[^4]\n\n[^3]: Third\n[^4]: ')
    expect(after.selection.main.head).toBe(after.doc.length)
  })
})

it('a picture is written with the caret where its description goes', () => {
  const state = EditorState.create({ doc: 'ab' })
  const after = state.update(insertPicture(1, 'images/a.png')).state
  expect([after.doc.toString(), after.selection.main.head]).toEqual(['a![](images/a.png)b', 3])
})
