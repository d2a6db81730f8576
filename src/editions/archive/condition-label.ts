import type { Messages } from '../../templates/index.ts'

const token = /"(?:[^"\\]|\\.)*"|[[\](),]|(?:!=|<=|>=|[=<>])|[^\s"[\](),=<>!]+/gu
const signs: Record<string, string> = { '=': ':', '<': ' <', '<=': ' ≤', '>': ' >', '>=': ' ≥' }

/**
 * An audience condition in its normal form as a reader understands it:
 * `region in [Wales, "Northern Ireland"]` → `region: Wales or Northern Ireland`.
 */
export function conditionLabel(when: string, words: Messages): string {
  const tokens: string[] = [...(when.match(token) ?? [])]
  let label = ''
  for (let index = 0; index < tokens.length; index++) {
    const [word = '', next = ''] = [tokens[index], tokens[index + 1]]
    if (word === 'in' && next === '[') {
      const end = tokens.indexOf(']', index)
      label += `: ${valueList(tokens.slice(index + 2, end), words)}`
      index = end
    } else label += wordLabel(word, next, label, words)
  }
  return label
}

function valueList(tokens: string[], words: Messages): string {
  const values = tokens.filter((value) => value !== ',').map(unquote)
  const last = values.pop() ?? ''
  return values.length === 0 ? last : `${values.join(', ')} ${words.or} ${last}`
}

function wordLabel(word: string, next: string, before: string, words: Messages): string {
  const gap = before === '' || before.endsWith('(') ? '' : ' '
  if (word === 'and' || word === 'or') return `${before.endsWith(')') ? '' : ','} ${words[word]}`
  if (word === 'not') return `${gap}${words.not}`
  if (word === '!=') return ` ${words.not}:`
  if (word in signs && next !== '') return signs[word] ?? ''
  return word === ')' ? ')' : `${gap}${unquote(word)}`
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value
}
