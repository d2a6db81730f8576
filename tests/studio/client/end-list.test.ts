import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { endList } from '../../../src/studio/client/end-list.ts'

/** The text after Enter at its end, with `|` for the caret; nothing where the key is left to others. */
function entered(doc: string): string | undefined {
  let after: EditorState | undefined
  const state = EditorState.create({ doc, selection: { anchor: doc.length } })
  endList({ state, dispatch: (transaction) => (after = transaction.state) })
  const head = after?.selection.main.head
  return after && `${after.sliceDoc(0, head)}|${after.sliceDoc(head)}`
}

describe('Enter in an item without words', () => {
  it.each(['- one\n- ', '* one\n* ', '1. one\n2. ', '9) one\n10) ', '- [x] one\n- [ ] '])(
    'ends the list, apart from what comes next: %j',
    (doc) => {
      const first = doc.slice(0, doc.indexOf('\n'))
      expect(entered(doc)).toBe(`${first}\n\n|`)
    },
  )

  it('is left to others within a list, after a blank line, and where there are words', () => {
    for (const doc of ['- one\n  - ', '- one\n\n- ', '- one\n- two', '- one\n-', '- ', ''])
      expect(entered(doc)).toBeUndefined()
  })
})
