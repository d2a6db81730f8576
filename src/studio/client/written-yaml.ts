import { Document, Scalar } from 'yaml'

/** As the press reads most quickly, and every YAML alike: what begins with a letter and has no sign that means more. */
const plain = /^[\p{L}\p{N}](?:[^\p{C}:#]|:(?=[^ ])|(?<! )#)*(?<! )$/u
const plainInBrackets = /^[\p{L}\p{N} ./()-]+$/u
const otherThanText = /^(?:true|false|null|\d[\da-fox.+-]*)$/i
const day = /^\d{4}-\d\d-\d\d$/

/** Where a text is to stand. */
export interface YamlPlace {
  /** In a list in square brackets, where commas and brackets mean something. */
  isInBrackets?: boolean
  /** Before a comment in its line: without quotation marks that would be taken for a part of it. */
  hasRemark?: boolean
}

/** A text in one line, with quotation marks where it needs them. */
export function writtenLine(value: string, { isInBrackets, hasRemark }: YamlPlace = {}): string {
  if (day.test(value)) return value
  const isPlain = plain.test(value) && !otherThanText.test(value)
  return isPlain && !hasRemark && (!isInBrackets || plainInBrackets.test(value)) ? value : quoted(value)
}

/** In the quotation marks in which it looks most as it was typed. */
export function quoted(value: string): string {
  if (/\p{Cc}/u.test(value)) return JSON.stringify(value)
  return /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`
}

/** A text in lines of its own under its key: folded into lines of a width, or each line as it is. */
export function writtenBlock(
  value: string,
  type: 'BLOCK_FOLDED' | 'BLOCK_LITERAL',
  lineWidth: number,
): string {
  const scalar = new Scalar(value)
  scalar.type = type
  const text = new Document({ key: scalar }).toString({ lineWidth })
  return text.slice('key: '.length).trimEnd()
}
