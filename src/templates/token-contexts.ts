import type { TokenContext } from '../model/edition.ts'

/** A token in a place where its value could not be made safe. */
export interface MisplacedToken {
  field: string
  /** Such as `a comment` or `a style`. */
  where: string
}

type Use = (field: string, context: TokenContext) => string

interface Placing {
  fieldOf: ReadonlyMap<string, string>
  use: Use
  misplaced: MisplacedToken[]
}

/** Conditional comments are markup to Outlook, so their content is classified like any other. */
const pieces =
  /<!--\[if[^\]]*\]>(?:<!-->)?|(?:<!--)?<!\[endif\]-->|<!--[\s\S]*?(?:-->|$)|<!doctype[^>]*>|<(style|script|xml)\b[\s\S]*?(?:<\/\1\s*>|$)|<\/?[A-Za-z](?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+|</gi

const attributes = /([^\s=>/"']+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/g

const urlAttributes = new Set(['href', 'src', 'action', 'formaction', 'background', 'cite', 'poster'])

/** Replaces each token (a key of `fieldOf`) by the one for its context: text, attribute, whole URL, part of a URL. */
export function placeTokensInHtml(
  html: string,
  fieldOf: ReadonlyMap<string, string>,
  use: Use,
): { output: string; misplaced: MisplacedToken[] } {
  const placing: Placing = { fieldOf, use, misplaced: [] }
  const output = html.replace(pieces, (piece) => placePiece(piece, placing))
  return { output, misplaced: placing.misplaced }
}

function placePiece(piece: string, placing: Placing): string {
  if (!hasToken(piece, placing)) return piece
  if (!piece.startsWith('<')) return replace(piece, placing, 'html')
  if (piece.startsWith('<!')) return refuse(piece, placing, 'a comment')
  const raw = /^<(style|script|xml)\b/i.exec(piece)?.[1]
  if (raw) return refuse(piece, placing, `a ${raw.toLowerCase()} element`)
  const before = placing.misplaced.length
  const placed = piece.replace(attributes, (_all, name: string, equals: string, value: string) => {
    return name + equals + placeAttribute(name.toLowerCase(), value, placing)
  })
  const isRefused = placing.misplaced.length > before
  return !isRefused && hasToken(placed, placing) ? refuse(placed, placing, 'a tag') : placed
}

function placeAttribute(name: string, quoted: string, placing: Placing): string {
  if (!hasToken(quoted, placing)) return quoted
  if (!/^["']/.test(quoted)) return refuse(quoted, placing, 'an attribute without quotes')
  if (name === 'style' || name === 'srcset' || name.startsWith('on')) {
    return refuse(quoted, placing, `the attribute \`${name}\``)
  }
  if (!urlAttributes.has(name)) return replace(quoted, placing, 'attribute')
  const start = quoted.slice(1).trimStart()
  const first = [...placing.fieldOf].find(([token]) => start.startsWith(token))
  const whole = first ? quoted.replace(first[0], () => placing.use(first[1], 'url')) : quoted
  return replace(whole, placing, 'url-part')
}

function hasToken(text: string, { fieldOf }: Placing): boolean {
  for (const token of fieldOf.keys()) if (text.includes(token)) return true
  return false
}

function replace(text: string, { fieldOf, use }: Placing, context: TokenContext): string {
  let output = text
  for (const [token, field] of fieldOf) output = output.replaceAll(token, () => use(field, context))
  return output
}

function refuse(text: string, { fieldOf, misplaced }: Placing, where: string): string {
  for (const [token, field] of fieldOf) if (text.includes(token)) misplaced.push({ field, where })
  return text
}
