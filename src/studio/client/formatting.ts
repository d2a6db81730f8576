import { EditorSelection, type ChangeSpec, type EditorState, type TransactionSpec } from '@codemirror/state'

/** What a button of the toolbar makes of the text that is selected. */
export type Form = 'bold' | 'italic' | 'heading' | 'list' | 'link' | 'box' | 'table' | 'footnote'

/** The change that gives the selection a form, or takes it away where it has it. */
export function giveForm(state: EditorState, form: Form): TransactionSpec {
  return { ...makers[form](state), scrollIntoView: true, userEvent: 'input' }
}

const makers: Record<Form, (state: EditorState) => TransactionSpec> = {
  bold: (state) => around(state, '**', '**'),
  italic: (state) => around(state, '*', '*'),
  heading: (state) => beforeLines(state, '## ', /^#{1,6}[ \t]+/),
  list: (state) => beforeLines(state, '- ', /^[-*+][ \t]+/),
  link: makeLink,
  box: makeBox,
  table: makeTable,
  footnote: makeFootnote,
}

function around(state: EditorState, before: string, after: string): TransactionSpec {
  return state.changeByRange(({ from, to }) => {
    const start = from - before.length
    const end = to + after.length
    const isRound = state.sliceDoc(start, from) === before && state.sliceDoc(to, end) === after
    // One star inside two is no emphasis of its own.
    const isLonger = before === '*' && state.sliceDoc(start - 1, start) === '*'
    if (start >= 0 && isRound && !isLonger)
      return {
        changes: [
          { from: start, to: from },
          { from: to, to: end },
        ],
        range: EditorSelection.range(start, to - before.length),
      }
    return {
      changes: [
        { from, insert: before },
        { from: to, insert: after },
      ],
      range: EditorSelection.range(from + before.length, to + before.length),
    }
  })
}

/** All lines of the selection get it, or lose it if all have it. */
function beforeLines(state: EditorState, mark: string, existing: RegExp): TransactionSpec {
  const { from, to } = state.selection.main
  const first = state.doc.lineAt(from).number
  const last = state.doc.lineAt(to).number
  const all = Array.from({ length: last - first + 1 }, (_none, index) => state.doc.line(first + index))
  const lines = all.length === 1 ? all : all.filter(({ text }) => text.trim() !== '')
  const isGone = lines.every(({ text }) => existing.test(text))
  const changes = lines.map(({ from, text }): ChangeSpec => {
    const there = existing.exec(text)?.[0].length ?? 0
    return { from, to: from + there, insert: isGone ? '' : mark }
  })
  const set = state.changes(changes)
  return { changes: set, selection: state.selection.map(set, 1) }
}

function makeLink(state: EditorState): TransactionSpec {
  const { from, to } = state.selection.main
  const words = state.sliceDoc(from, to)
  const isAddress = /^https?:\/\/\S+$/.test(words)
  const insert = isAddress ? `[](${words})` : `[${words}]()`
  const caret = isAddress || words === '' ? from + 1 : from + insert.length - 1
  return { changes: { from, to, insert }, selection: { anchor: caret } }
}

/** Round the selected lines, with a blank line on both sides, and the kind selected to be written over. */
function makeBox(state: EditorState): TransactionSpec {
  const start = state.doc.lineAt(state.selection.main.from)
  const end = state.doc.lineAt(state.selection.main.to)
  const before = start.number > 1 && state.doc.line(start.number - 1).text.trim() !== '' ? '\n' : ''
  const after = end.number < state.doc.lines && state.doc.line(end.number + 1).text.trim() !== '' ? '\n' : ''
  const changes = state.changes([
    { from: start.from, insert: `${before}:::note\n` },
    { from: end.to, insert: `\n:::${after}` },
  ])
  const kind = start.from + before.length + ':::'.length
  const isEmpty = start.number === end.number && start.text.trim() === ''
  const caret = kind + 'note\n'.length + start.length
  return {
    changes,
    selection: isEmpty ? { anchor: caret } : { anchor: kind, head: kind + 'note'.length },
  }
}

/** Under the line of the caret, with a blank line on both sides, and the first heading selected to be written over. */
function makeTable(state: EditorState): TransactionSpec {
  const line = state.doc.lineAt(state.selection.main.to)
  const isBlank = line.text.trim() === ''
  const isAlone = line.number === 1 || state.doc.line(line.number - 1).text.trim() === ''
  const before = isBlank ? (isAlone ? '' : '\n') : '\n\n'
  const isLast = line.number === state.doc.lines
  const after = !isLast && state.doc.line(line.number + 1).text.trim() === '' ? '' : '\n'
  const insert = `${before}| First | Second |\n| ----- | ------ |\n|       |        |${after}`
  const start = line.to + before.length + '| '.length
  return {
    changes: { from: line.to, insert },
    selection: { anchor: start, head: start + 'First'.length },
  }
}

/** Its mark behind the selection, its words at the end of the text, where the caret goes. */
function makeFootnote(state: EditorState): TransactionSpec {
  const text = state.doc.toString()
  const numbers = [...text.matchAll(/\[\^(\d{1,6})\]/g)].map(([, number]) => Number(number))
  const name = `[^${Math.max(0, ...numbers) + 1}]`
  const lastLine = state.doc.line(state.doc.lines).text
  const isAfterNote = /\n\[\^[^\]\n]+\]:.*\n?$/.test(text)
  const gap = lastLine === '' ? (isAfterNote ? '' : '\n') : isAfterNote ? '\n' : '\n\n'
  const changes = state.changes([
    { from: state.selection.main.to, insert: name },
    { from: state.doc.length, insert: `${gap}${name}: ` },
  ])
  return { changes, selection: { anchor: changes.newLength } }
}

/** What stands for a picture, with the caret where its description goes. */
export function insertPicture(at: number, address: string): TransactionSpec {
  return {
    changes: { from: at, insert: `![](${address})` },
    selection: { anchor: at + '!['.length },
    scrollIntoView: true,
    userEvent: 'input.paste',
  }
}
