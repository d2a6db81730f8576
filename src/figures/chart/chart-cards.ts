import { relationWords } from './chart-words.ts'
import type { ChartItem } from './describe-chart.ts'
import { svgElement, escapeXml } from '../svg.ts'
import type { FindTerms } from './text-block.ts'

export interface CardOptions {
  findTerms: FindTerms
  hrefOf: (termId: string) => string | undefined
}

/** The chart for a phone: a list of cards, one below the other, as HTML. */
export function drawCards(items: readonly ChartItem[], options: CardOptions): string {
  return svgElement('ul', { class: 'chart-cards' }, items.map((item) => drawCard(item, options)).join(''))
}

function drawCard(item: ChartItem, options: CardOptions): string {
  const { name, sentences, relations, items } = item
  const isGroup = items.length > 0
  const content = [
    name === '' ? '' : svgElement('p', { class: 'chart-name' }, linked(name, options)),
    ...sentences.map((sentence) => svgElement('p', {}, linked(sentence, options))),
    relations.length === 0
      ? ''
      : svgElement(
          'ul',
          { class: 'chart-relations' },
          relations.map((relation) => svgElement('li', {}, escapeXml(relationWords(relation)))).join(''),
        ),
    isGroup ? drawCards(items, options) : '',
  ]
  return svgElement('li', { class: isGroup ? 'chart-group' : 'chart-card' }, content.join(''))
}

function linked(text: string, { findTerms, hrefOf }: CardOptions): string {
  let at = 0
  let html = ''
  for (const { start, end, termId } of findTerms(text)) {
    const href = hrefOf(termId)
    if (href === undefined) continue
    html += escapeXml(text.slice(at, start)) + svgElement('a', { href }, escapeXml(text.slice(start, end)))
    at = end
  }
  return html + escapeXml(text.slice(at))
}
