import type { Nodes, Root } from 'hast'
import { isElement, textIn } from '../elements.ts'
import type { ReportLoss } from '../report-loss.ts'
import { elementAround, elementsIn, type Element } from './xml.ts'

/** The text of each paragraph that is to be read, without that of text boxes in it. */
export function textsOf(root: Element): string[] {
  const texts = new Map<Element, string>()
  for (const text of elementsIn(root, 'w:t')) {
    const paragraph = elementAround(text, 'w:p')
    if (!paragraph) continue
    texts.set(paragraph, (texts.get(paragraph) ?? '') + (text.textContent ?? ''))
  }
  return [...texts.values()]
}

/** Reports each paragraph whose letters the converter has not brought over, whatever the reason. */
export function reportLostTexts(texts: readonly string[], tree: Root, report: ReportLoss): void {
  const all = lettersOf(textWithoutCalls(tree))
  let from = 0
  for (const text of texts) {
    const letters = lettersOf(text)
    let at = all.indexOf(letters, from)
    if (at === -1) at = all.indexOf(letters)
    if (at === -1)
      report(
        'intake/lost-content',
        `Unexpected loss of the words “${shorten(text)}”, expected them in the article`,
      )
    else if (at >= from) from = at + letters.length
  }
}

/** The converter's numbers of notes are not the document's words. */
function textWithoutCalls(node: Nodes): string {
  if (isElement(node, 'a') && /^#(?:footnote|endnote)-/.test(String(node.properties['href']))) return ''
  return 'children' in node ? node.children.map(textWithoutCalls).join('') : textIn(node)
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '')
}

function shorten(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim()
  return words.length > 80 ? `${words.slice(0, 80)}…` : words
}
