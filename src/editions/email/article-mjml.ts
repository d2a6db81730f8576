import type { PhrasingContent, RootContent, Table } from 'mdast'
import type { Button, Drawing, Figure } from '../../model/tree.ts'
import { drawingParts } from '../drawing-parts.ts'
import { groupBlocks, lonePicture, type Content } from './content.ts'
import { blocksToHtml, phrasesToHtml, tableRowsToHtml } from './content-html.ts'
import type { LetterImage } from '../issue-input.ts'
import { escapeAttribute, escapeText } from './escape.ts'

/** Blocks as MJML for one `mj-column`: runs of prose in one `mj-text`, what stands alone in its own element. */
export function blocksToMjml(blocks: readonly RootContent[], content: Content): string {
  return groupBlocks(blocks)
    .map((group, index) => {
      if (group.kind === 'alone') return aloneMjml(group.block, content)
      return textMjml(group.blocks, content, index === 0 ? 'prose first' : 'prose')
    })
    .join('\n')
}

function textMjml(blocks: readonly RootContent[], content: Content, cssClass = 'prose'): string {
  return `<mj-text css-class="${cssClass}">${blocksToHtml(blocks, content)}</mj-text>`
}

function aloneMjml(block: RootContent, content: Content): string {
  const picture = lonePicture(block)
  if (picture) return pictureMjml(picture, block, content)
  if (block.type === 'drawing') return drawingMjml(block, content)
  if (block.type === 'table') return tableMjml(block, content)
  if (block.type === 'button') return buttonMjml(block, content)
  if (block.type === 'thematicBreak') return dividerMjml(content)
  return textMjml([block], content)
}

function pictureMjml(
  { url, alt, link }: Pick<Figure, 'url' | 'alt' | 'link'>,
  block: RootContent,
  content: Content,
): string {
  const shown = content.image(url)
  if (!shown) return textMjml([block], content)
  const href = link && content.link(link.url)
  return imageMjml(shown, alt, block.type === 'figure' ? block.children : [], content, href)
}

function imageMjml(
  shown: LetterImage,
  alt: string,
  captionWords: readonly PhrasingContent[],
  content: Content,
  href?: string,
): string {
  const caption = captionWords.length > 0 ? phrasesToHtml(captionWords, content) : ''
  const leads = href === undefined ? '' : ` href="${escapeAttribute(href)}"`
  const image = `<mj-image css-class="picture"${leads} src="${escapeAttribute(shown.url)}" alt="${escapeAttribute(alt)}" width="${shown.width}px" padding="4px ${content.measures.margin}px ${caption ? 8 : 20}px" />`
  return caption
    ? `${image}\n<mj-text css-class="prose caption">${captionMjml(caption, content)}</mj-text>`
    : image
}

/** The picture, and below it what its alternative text cannot tell; its words alone where it could not be drawn. */
function drawingMjml(drawing: Drawing, content: Content): string {
  const { caption, words, alt } = drawingParts(drawing, content.words)
  const { drawn } = drawing
  const shown = drawn && content.image(drawn.mail.url)
  const below = shown && !drawn.inMail ? [] : words
  const title: RootContent[] = !shown && caption.length > 0 ? [{ type: 'paragraph', children: caption }] : []
  return [
    ...(shown ? [imageMjml(shown, alt, caption, content)] : []),
    ...(title.length + below.length > 0 ? [blocksToMjml([...title, ...below], content)] : []),
  ].join('\n')
}

function dividerMjml({ measures }: Content): string {
  return `<mj-divider css-class="divider" padding="8px ${measures.margin}px 24px" />`
}

function captionMjml(caption: string, content: Content): string {
  return `<p class="caption" style="${escapeAttribute(content.styles['caption'] ?? '')}">${caption}</p>`
}

function tableMjml(table: Table, content: Content): string {
  return `<mj-table css-class="prose table" padding="0 ${content.measures.margin}px 20px">${tableRowsToHtml(table, content)}</mj-table>`
}

function buttonMjml(button: Button, content: Content): string {
  const href = content.link(button.url)
  if (!href) return textMjml([{ type: 'paragraph', children: button.children }], content)
  const words = phrasesToHtml(button.children, content)
  return `<mj-button css-class="button" href="${escapeAttribute(href)}">${words}</mj-button>`
}

/** Footnotes as a list under a heading of the level given; nothing where there are none. */
export function notesMjml(
  notes: readonly Extract<RootContent, { type: 'footnoteDefinition' }>[],
  level: number,
  content: Content,
): string {
  if (notes.length === 0) return ''
  const { styles, words } = content
  const noteStyles: Content = { ...content, styles: { ...styles, p: styles['noteP'] ?? '' } }
  const items = notes.map(
    (note) => `<li style="${styles['note']}">${blocksToHtml(note.children, noteStyles)}</li>`,
  )
  const heading = `<h${level} style="${styles[`h${level}`]}">${escapeText(words.footnotes)}</h${level}>`
  return `<mj-text css-class="prose notes">${heading}<ol style="${styles['notes']}">${items.join('')}</ol></mj-text>`
}
