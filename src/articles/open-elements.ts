import type { Html, Nodes } from 'mdast'
import type { ArticleWalk } from './article-walk.ts'
import { giveLanguage, type Language } from './give-language.ts'
import { blockElements, htmlTools, languageOf } from './html-elements.ts'
import { placeOf } from './place-within.ts'

/** An element of HTML that begins in one block and ends in a later one, with Markdown between them. */
interface OpenElement {
  name: string
  language: Language
  node: Html
}

/** Elements that end by themselves. */
const endByThemselves = new Set(['p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'hr'])

const tags = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)(?:\s(?:"[^"]*"|'[^']*'|[^>"'])*)?>/gi

/** What the blocks of HTML among siblings say of the language of the Markdown between them. */
export class OpenElements {
  #open: OpenElement[] = []

  /** Follows a block of HTML, and gives what is made of it the language of what it stands in. */
  follow(node: Html, made: readonly Nodes[]): void {
    const isWithin = !node.value.startsWith('</')
    if (isWithin) this.give(made)
    for (const [tag, slash, written] of node.value.matchAll(tags)) {
      const name = written?.toLowerCase() ?? ''
      if (!blockElements.has(name) || endByThemselves.has(name)) continue
      if (slash) this.#close(name)
      else this.#open.push({ name, language: languageOfTag(tag), node })
    }
    if (!isWithin) this.give(made)
  }

  /** Gives nodes the language of the elements that are open; the innermost that says one counts. */
  give(nodes: readonly Nodes[]): void {
    if (this.#open.length === 0) return
    const language = Object.assign({}, ...this.#open.map((element) => element.language)) as Language
    for (const node of nodes) giveLanguage(node, language)
  }

  /** Reports the elements that say a language and never end: all that follows is taken for being in it. */
  reportUnclosed(walk: ArticleWalk): void {
    for (const { name, language, node } of this.#open) {
      if (Object.keys(language).length === 0) continue
      const message = `Unexpected \`<${name}>\` with ${Object.keys(language).map((key) => `\`${key}\``).join(' and ')}, expected \`</${name}>\` after it`
      const note = `Write \`</${name}>\` on a line of its own where it ends, with a blank line on both sides.`
      walk.find('articles/unclosed-html', placeOf(node), message, note)
    }
  }

  #close(name: string): void {
    const index = this.#open.findLastIndex((element) => element.name === name)
    if (index !== -1) this.#open.length = index
  }
}

/** Whether a block of HTML says a language, or a direction, in any of its tags. */
export function saysLanguage({ value }: Html): boolean {
  return /\s(?:lang|dir)\s*=/i.test(value)
}

function languageOfTag(tag: string): Language {
  if (!saysLanguage({ type: 'html', value: tag })) return {}
  const [element] = htmlTools().fromHtml(tag, { fragment: true }).children
  return element?.type === 'element' ? languageOf(element.properties) : {}
}
