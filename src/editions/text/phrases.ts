import type { Link, Nodes } from 'mdast'
import { toString } from 'mdast-util-to-string'
import type { GlossaryMention, InlineElement } from '../../model/tree.ts'
import type { Messages } from '../../templates/index.ts'
import { quotationMarks } from './quotation-marks.ts'
import { glue } from './wrap.ts'
import { inLanguage, type Writer } from './writer.ts'

/** Words in a row as one text; a hard break is a line end, all else is for the caller to fold. */
export function phrasesToText(nodes: readonly Nodes[], writer: Writer): string {
  return nodes.map((node) => phraseToText(node, writer)).join('')
}

function phraseToText(node: Nodes, writer: Writer): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value.replace(/(?<!\s)\s*\n\s*/g, ' ')
    case 'break':
      return '\n'
    case 'link':
      return linkToText(node, writer)
    case 'image':
      return node.alt ? pictureText(node.alt, '', writer.words) : ''
    case 'delete':
      return `~~${phrasesToText(node.children, writer)}~~`
    case 'footnoteReference':
      return noteMark(node.identifier, writer)
    case 'glossaryMention':
      return mentionToText(node, writer)
    case 'inlineElement':
      return elementToText(node, writer)
    case 'html':
      return ''
    default:
      if ('children' in node) return phrasesToText(node.children, writer)
      return 'value' in node && typeof node.value === 'string' ? node.value : ''
  }
}

/** The words and the number of the address; the address alone where it is its own words. */
function linkToText(node: Link, writer: Writer): string {
  const words = phrasesToText(node.children, writer)
  const url = writer.link(node.url)
  if (url === undefined) return words
  const plain = toString(node)
  if (url === plain || url === `mailto:${plain}` || url === `http://${plain}`) return plain
  return numbered(words, url, writer)
}

/** Words and the number of an address in the list of links. */
export function numbered(words: string, url: string, { links }: Writer): string {
  return `${words}${glue}[${links.number(url)}]`
}

function noteMark(identifier: string, { noteNumbers, words }: Writer): string {
  const number = noteNumbers.get(identifier)
  return number === undefined ? '' : `${glue}[${words.footnoteMark}${glue}${number}]`
}

function mentionToText(node: GlossaryMention, writer: Writer): string {
  const letters = phrasesToText(node.children, writer)
  const expansion = writer.expansion(node.mention)
  return expansion ? `${letters} (${expansion})` : letters
}

/** `[Picture: a chart that rises — Figure 1]` */
export function pictureText(alt: string, caption: string, words: Messages): string {
  return `[${words.picture}: ${[alt, caption].filter(Boolean).join(' — ')}]`
}

const raised: Record<string, string> = { '+': '⁺', '-': '⁻', '(': '⁽', ')': '⁾', n: 'ⁿ', i: 'ⁱ' }
const lowered: Record<string, string> = { '+': '₊', '-': '₋', '(': '₍', ')': '₎' }
for (const [digit, [high, low]] of Object.entries([
  '⁰₀',
  '¹₁',
  '²₂',
  '³₃',
  '⁴₄',
  '⁵₅',
  '⁶₆',
  '⁷₇',
  '⁸₈',
  '⁹₉',
])) {
  raised[digit] = high ?? ''
  lowered[digit] = low ?? ''
}

function elementToText(node: InlineElement, writer: Writer): string {
  const inside = inLanguage(writer, node.attributes['lang'])
  if (node.name === 'q') return quotationToText(node, inside, writer)
  const words = phrasesToText(node.children, inside)
  if (node.name === 'sup') return shifted(words, raised)
  if (node.name === 'sub') return shifted(words, lowered)
  return words
}

/** The signs are those of the language around the quotation, as in browsers. */
function quotationToText(node: InlineElement, inside: Writer, { language, quotations }: Writer): string {
  const [open, close] = quotationMarks(language, quotations)
  return open + phrasesToText(node.children, { ...inside, quotations: quotations + 1 }) + close
}

/** `10` and a raised `2` must not read 102. */
function shifted(words: string, signs: Record<string, string>): string {
  const each = [...words].map((sign) => signs[sign])
  return each.every((sign) => sign !== undefined) ? each.join('') : words
}
