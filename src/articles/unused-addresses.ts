import type { Definition } from 'mdast'
import type { ArticleWalk } from './article-walk.ts'
import { shorten } from './check-link.ts'
import { placeOf } from './place-within.ts'

/** A scheme, a path, a fragment, a query, or the end of a file's or a server's name. */
const likeAddress = /^[a-z][a-z\d+.-]*:|[/\\#?]|\.\p{L}/iu
/** A mailbox, which no link leads to without `mailto:`, and a day, a time or a number. */
const likeWords = /^(?:[^\s/\\#?:]+@[^\s/\\#?:]+|\d[\d/.,:\u2013-]*)$/u
const hasWord = /[\p{L}\p{N}]/u

/**
 * Reports lines such as `[ACTION]: Ann`, which Markdown takes for addresses of links, so that no reader sees them, and
 * addresses that nothing refers to. `[//]: # (words)` is how comments are written.
 */
export function reportUnusedAddresses(walk: ArticleWalk): void {
  for (const definition of walk.allDefinitions) {
    const { url, identifier, label } = definition
    const isComment = !hasWord.test(url) || !hasWord.test(identifier)
    if (isComment) continue
    const name = `\`[${shorten(label ?? identifier)}]\``
    if (!isAddress(definition, walk)) {
      const message = `Unexpected word \`${shorten(url)}\` as the address of ${name}, expected an address, or a line that readers see`
      walk.find('articles/lost-line', placeOf(definition), message)
    } else if (isUnused(definition, walk)) {
      const message = `Unexpected address of ${name} that nothing refers to, expected a reference`
      walk.find('articles/unused-address', placeOf(definition), message)
    }
  }
}

/** Nobody writes `<name>` for words that are to be read, nor the same word on both sides, as in `[licence]: licence`. */
function isAddress(definition: Definition, { namedDefinitions, source }: ArticleWalk): boolean {
  const { url, identifier, position } = definition
  if (namedDefinitions.has(definition) || identifier === url.toLowerCase()) return true
  if (likeAddress.test(url)) return !likeWords.test(url)
  return /^\[(?:[^\\\]]|\\.)*\]:\s*</su.test(source.slice(position?.start.offset, position?.end.offset))
}

/** A second address of a name is never used; the same address once more does no harm. */
function isUnused(definition: Definition, { definitions, usedDefinitions }: ArticleWalk): boolean {
  const first = definitions.get(definition.identifier)
  return first === definition ? !usedDefinitions.has(definition) : first?.url !== definition.url
}
