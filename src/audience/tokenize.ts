import type { OnAudienceError } from './expression.ts'

export interface Token {
  kind: 'word' | 'quoted' | 'symbol' | 'end'
  text: string
  offset: number
  length: number
}

/** A word that needs no quotes: `Wales`, `member-since`, `2023-03-02`, `-3.5`. */
export const bareWord = /-?[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_.-]*/uy

const symbol = /!=|<=|>=|[=<>()[\],]/y
const space = /\s+/y
/** Word processors turn straight quotes into curly ones, so these count as well. */
const closingQuotes: Record<string, string> = { '"': '"', "'": "'", '“': '”', '‘': '’' }

/** Cuts an expression into tokens, the last of kind `end`; reports `audience/syntax` and gives nothing on a slip. */
export function tokenize(source: string, onError: OnAudienceError): Token[] | undefined {
  const tokens: Token[] = []
  let offset = matchAt(space, source, 0).length
  while (offset < source.length) {
    const token = readToken(source, offset)
    if (!token) return reportStranger(source, offset, onError)
    tokens.push(token)
    offset += token.length
    offset += matchAt(space, source, offset).length
  }
  tokens.push({ kind: 'end', text: 'the end', offset: source.length, length: 0 })
  return tokens
}

function readToken(source: string, offset: number): Token | undefined {
  if (closingQuotes[source[offset]!]) return readQuoted(source, offset)
  const sign = matchAt(symbol, source, offset)
  if (sign) return { kind: 'symbol', text: sign, offset, length: sign.length }
  const word = matchAt(bareWord, source, offset)
  return word ? { kind: 'word', text: word, offset, length: word.length } : undefined
}

function readQuoted(source: string, offset: number): Token | undefined {
  const close = closingQuotes[source[offset]!]!
  let text = ''
  for (let index = offset + 1; index < source.length; index++) {
    if (source[index] === close) return { kind: 'quoted', text, offset, length: index + 1 - offset }
    if (source[index] === '\\' && index + 1 < source.length) index++
    text += source[index]
  }
  return undefined
}

/** What people write from habit, and what it is here. */
const habits: [RegExp, string][] = [
  [/&&?/y, 'Write `and`.'],
  [/\|\|?/y, 'Write `or`.'],
  [/!/y, 'Write `not`.'],
  [/≠/y, 'Write `!=`.'],
  [/≤/y, 'Write `<=`.'],
  [/≥/y, 'Write `>=`.'],
]

function reportStranger(source: string, offset: number, onError: OnAudienceError): undefined {
  const template = matchAt(/\{\{-?\s*recipient[^}]*(?:\}\})?/y, source, offset)
  if (template) {
    onError('audience/recipient-field', offset, template.length, recipientMessage)
    return
  }
  if (closingQuotes[source[offset]!]) {
    const message = `Unexpected end of the condition, expected a closing ${closingQuotes[source[offset]!]!}`
    onError('audience/syntax', offset, source.length - offset, message, 'Close the quotes.')
    return
  }
  const [stranger, note] = habits
    .map(([pattern, advice]) => [matchAt(pattern, source, offset), advice] as const)
    .find(([text]) => text) ?? [String.fromCodePoint(source.codePointAt(offset)!), undefined]
  const message = `Unexpected \`${stranger}\`, expected an attribute, a value or an operator`
  onError('audience/syntax', offset, stranger.length, message, note)
}

export const recipientMessage = 'Unexpected `recipient` in a condition, expected an attribute of members'

function matchAt(pattern: RegExp, source: string, offset: number): string {
  pattern.lastIndex = offset
  return pattern.exec(source)?.[0] ?? ''
}
