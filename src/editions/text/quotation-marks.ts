/** What opens and closes a quotation, then one within it, by language. */
const marks: [languages: string, signs: [string, string, string, string]][] = [
  ['ar ur', ['”', '“', '’', '‘']],
  ['be ru uk', ['«', '»', '„', '“']],
  ['bg cs de et is ka lb lt mk sk sl sq', ['„', '“', '‚', '‘']],
  ['bs hr', ['„', '”', '‚', '’']],
  ['ca el es eu gl hy it lv pt', ['«', '»', '“', '”']],
  ['cy', ['‘', '’', '“', '”']],
  ['nb nn no', ['«', '»', '‘', '’']],
  ['de-ch de-li fa', ['«', '»', '‹', '›']],
  ['fi he sv', ['”', '”', '’', '’']],
  // Its spaces are none at which a line may end.
  ['fr', ['«\u00A0', '\u00A0»', '“', '”']],
  ['fr-ch', ['«', '»', '‹', '›']],
  ['hu', ['„', '”', '»', '«']],
  ['ja zh-hk zh-tw', ['「', '」', '『', '』']],
  ['pl ro', ['„', '”', '«', '»']],
  ['sr', ['„', '”', '’', '’']],
]

const english: [string, string, string, string] = ['“', '”', '‘', '’']

const byLanguage = new Map([
  ['pt-br', english],
  ...marks.flatMap(([languages, signs]) =>
    languages.split(' ').map((language) => [language, signs] as const),
  ),
])

/** The signs around a quotation in this many others; English ones where the language's own are not known. */
export function quotationMarks(language: string, depth: number): [open: string, close: string] {
  const [first, ...others] = language.toLowerCase().split('-')
  const region = others.find((part) => part.length === 2)
  const signs = byLanguage.get(`${first}-${region}`) ?? byLanguage.get(first ?? '') ?? english
  return depth % 2 === 0 ? [signs[0], signs[1]] : [signs[2], signs[3]]
}
