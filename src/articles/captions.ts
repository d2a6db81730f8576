import type { Image, Link, Paragraph, PhrasingContent, Text } from 'mdast'
import type { Place } from '../model/place.ts'
import type { Figure } from '../model/tree.ts'
import type { ArticleWalk } from './article-walk.ts'
import { placeOf, placeWithin } from './place-within.ts'

/** A checked picture that stands alone, as a figure; its title is the caption. `link` is where it leads. */
export function figureOf(node: Image, walk: ArticleWalk, link?: Link): Figure {
  walk.captioned.delete(node)
  return {
    type: 'figure',
    url: node.url,
    alt: node.alt ?? '',
    ...(link && { link: { url: link.url, title: link.title ?? null } }),
    children: captionOf(node, walk),
    ...(node.position && { position: node.position }),
  }
}

/** The caption of a picture; it knows where it was written, so that findings in it point there. */
export function captionOf(image: Image, walk: ArticleWalk): Text[] {
  const value = image.title?.trim()
  if (!value) return []
  const position = captionPlace(image, value, walk)
  return [{ type: 'text', value, ...(position && { position }) }]
}

function captionPlace(image: Image, caption: string, walk: ArticleWalk): Place | undefined {
  const place = placeOf(image)
  const index = place ? walk.source.lastIndexOf(caption, place.end.offset - 1) : -1
  if (!place || index < place.start.offset) return undefined
  return placeWithin(walk.source, place.start, index, index + caption.length)
}

/**
 * The pictures of a checked paragraph as figures, where it holds nothing else and one of them has a caption: nowhere
 * else can a caption be shown.
 */
export function captionedFigures(node: Paragraph, walk: ArticleWalk): Figure[] | undefined {
  const pictures = picturesAlone(node.children)
  if (!pictures?.some(({ image }) => walk.captioned.has(image))) return undefined
  return pictures.map(({ image, link }) => figureOf(image, walk, link))
}

interface Picture {
  image: Image
  link: Link | undefined
}

/** The pictures among phrases, linked or not; nothing where there are words beside them. */
function picturesAlone(phrases: readonly PhrasingContent[], link?: Link): Picture[] | undefined {
  const found: Picture[] = []
  for (const node of phrases) {
    if (node.type === 'image') found.push({ image: node, link })
    else if (node.type === 'link') {
      const linked = picturesAlone(node.children, node)
      if (!linked) return undefined
      found.push(...linked)
    } else if (node.type !== 'break' && !(node.type === 'text' && node.value.trim() === '')) return undefined
  }
  return found
}

/** Reports the captions that no reader sees: of pictures that did not become figures. */
export function reportLostCaptions(walk: ArticleWalk): void {
  for (const image of walk.captioned) {
    const place = captionPlace(image, image.title?.trim() ?? '', walk) ?? placeOf(image)
    const message = 'Unexpected caption of a picture beside words or in a table, expected one of a picture that stands alone'
    walk.find('articles/lost-caption', place, message)
  }
}
