import { attributesPattern } from './directive-syntax.ts'

const codeSpan = /(?<!`)`[^`\n]+`(?!`)/g
const directive = new RegExp(
  String.raw`:[a-z]+\[(?! )([^[\]\n:${'`'}<&\\]*[^[\]\n:${'`'}<&\\ ])\](?:${attributesPattern}|(?!\{))`,
  'g',
)
const destination = String.raw`\((?:[^\s()<>\\]+(?: "[^"\n\\]*")?)\)`
const image = new RegExp(String.raw`!\[([\p{L}\p{N} ,.;'-]*)\]${destination}`, 'gu')
const link = new RegExp(String.raw`\[(?!\^)([^[\]\\]+)\]${destination}`, 'g')
const noteReference = /\[\^[\w-]+\](?![:([])/g
const reference = /\[([\p{L}\p{N}][\p{L}\p{N} .-]*)\](?:\[[\p{L}\p{N} .-]*\])?(?![:([])/gu
const autolink = /<(?:https?:\/\/[^\s<>]+|[\w.-]+@[\w-]+(?:\.[\w-]+)+)>/g
const inlineTag = /<\/?[a-z]+>/g
/** An address without any marks of its own, after a space and before one. */
const literal =
  /(?<=^|[\s(])(?:https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w/%=-]*)?|[a-z0-9]+(?:[.-][a-z0-9]+)*@[a-z0-9-]+(?:\.[a-z0-9]+)*\.[a-z]+)(?=[,;)]?(?:\s|$)|\.(?:\s|$))/g

const signs = /[*_~`[\]<>&\\:@]|www\./i
const signOfAddress = /@|:\/\/|www\./i
/** Signs of different kinds that touch: the parsers differ on which of them open and close. */
const mixedSigns = /\*[_~]|_[*~]|~[*_]/
const pairedUnit = /[\uD800-\uDFFF]/
/** To the native parser a symbol beyond the basic plane is punctuation; micromark sees its halves, which are none. */
const signBesideSymbol = /[*_~][\uD800-\uDBFF]|[\uDC00-\uDFFF][*_~]/
const oddReference = /&#(?!\d{2,4};|x[\da-f]{2,4};)/i
const odderDirective = /:\p{L}[\p{L}\p{M}\p{N}_-]*\[/u

/**
 * Whether both parsers read a block's running text alike: code, links, pictures, references, tags and directives have
 * only their plain forms, of which nothing is left over.
 */
export function isReadAlike(text: string): boolean {
  if (!signs.test(text)) return true
  if (text.includes('\\`') || text.includes('\\:')) return false
  let rest = text.includes('`') ? text.replace(codeSpan, 'x') : text
  if (mixedSigns.test(rest) || oddReference.test(rest)) return false
  if (pairedUnit.test(rest) && signBesideSymbol.test(rest)) return false
  if (rest.includes(':')) rest = rest.replace(directive, '$1')
  if (rest.includes('<')) rest = rest.replace(autolink, 'x').replace(inlineTag, '')
  // What looks for addresses in a text behaves otherwise where brackets are open.
  const mayHoldLiteral = !text.includes('[')
  if (rest.includes('[')) {
    if (odderDirective.test(rest)) return false
    rest = withoutBrackets(rest)
  } else if (mayHoldLiteral && signOfAddress.test(rest)) rest = rest.replace(literal, 'x')
  return !/[[\]<`]/.test(rest) && !signOfAddress.test(rest)
}

function withoutBrackets(text: string): string {
  return text
    .replace(image, 'x')
    .replace(link, (_whole, words: string) => (signOfAddress.test(words) ? '[' : words))
    .replace(noteReference, '')
    .replace(reference, '$1')
}
