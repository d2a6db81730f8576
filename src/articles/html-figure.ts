import type { Element, ElementContent } from 'hast'
import type { Handle, State } from 'hast-util-to-mdast'
import type { PhrasingContent } from 'mdast'
import type { Figure } from '../model/tree.ts'
import { wordsInLanguage } from './give-language.ts'
import { wordsOfBlocks } from './html-blocks-in-phrases.ts'
import { allowedInline, isNamed, languageOf } from './html-elements.ts'

/** What a `figure` holds, as far as Markdown's own figures can hold it. */
interface Parts {
  pictures: { image: Element; link: Element | undefined }[]
  captions: Element[]
}

/**
 * A figure of one picture, linked or not, with one caption at most is a figure. Of any other all that it holds stays,
 * each on its own: a second picture, words beside the picture, a figure in a figure.
 */
export function figureHandler(loseTitle: (image: Element) => void): Handle {
  return (state, element) => {
    const parts: Parts = { pictures: [], captions: [] }
    const isPlain = gatherParts(element.children, undefined, parts)
    const [picture, ...others] = parts.pictures
    const [caption, ...more] = parts.captions
    if (!isPlain || !picture || others.length + more.length > 0) return state.toFlow(state.all(element))
    const { image, link } = picture
    const title = String(image.properties['title'] ?? '').trim()
    if (title && caption) loseTitle(image)
    const figure: Figure = {
      type: 'figure',
      url: String(image.properties['src'] ?? ''),
      alt: String(image.properties['alt'] ?? ''),
      ...linkOf(link),
      children: caption ? captionOf(caption, state) : title ? [{ type: 'text', value: title }] : [],
    }
    state.patch(element, figure)
    return figure
  }
}

/** Gathers pictures and captions; says whether there is nothing else. */
function gatherParts(nodes: readonly ElementContent[], link: Element | undefined, parts: Parts): boolean {
  return nodes.every((node) => {
    if (node.type === 'text') return node.value.trim() === ''
    if (node.type !== 'element' || node.tagName === 'br') return true
    if (node.tagName === 'img') return parts.pictures.push({ image: node, link }) > 0
    if (node.tagName === 'figcaption') return parts.captions.push(node) > 0
    const isRound = allowedInline.has(node.tagName) || isNamed(node, 'p', 'div')
    return isRound && gatherParts(node.children, node.tagName === 'a' ? node : link, parts)
  })
}

function linkOf(link: Element | undefined): Pick<Figure, 'link'> {
  const { href, title } = link?.properties ?? {}
  if (typeof href !== 'string' || href === '') return {}
  return { link: { url: href, title: typeof title === 'string' ? title : null } }
}

function captionOf(caption: Element, state: State): PhrasingContent[] {
  const words = state.all({ ...caption, children: wordsOfBlocks(caption.children) }) as PhrasingContent[]
  return wordsInLanguage(words, languageOf(caption.properties))
}
