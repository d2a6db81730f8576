import type { StateCommand } from '@codemirror/state'

const emptyItem = /^(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]*)?$/

/**
 * Enter in an item with no words ends the list, with a blank line: Markdown would else take what is written next for
 * more of the last item.
 */
export const endList: StateCommand = ({ state, dispatch }) => {
  const { main, ranges } = state.selection
  const line = state.doc.lineAt(main.head)
  if (ranges.length > 1 || !main.empty || main.head !== line.to || line.number === 1) return false
  const isEnd = emptyItem.test(line.text) && state.doc.line(line.number - 1).text.trim() !== ''
  if (!isEnd || state.readOnly) return false
  dispatch(
    state.update({
      changes: { from: line.from, to: line.to, insert: '\n' },
      selection: { anchor: line.from + 1 },
      scrollIntoView: true,
      userEvent: 'input',
    }),
  )
  return true
}
