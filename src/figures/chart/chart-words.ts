import type { BlockContent, List, ListItem, Paragraph } from 'mdast'
import type { ChartItem, ChartRelation } from './describe-chart.ts'

/** The chart in words, for every edition: a list of groups and boxes, and in it what each leads to. */
export function chartWords(items: readonly ChartItem[]): BlockContent[] {
  return items.length === 0 ? [] : [listOf(items.map(itemWords))]
}

/** `→ advises: SENCo`. */
export function relationWords({ sign, label, target }: ChartRelation): string {
  return `${sign} ${label === '' ? '' : `${label}: `}${target}`
}

function itemWords({ name, sentences, relations, items }: ChartItem): ListItem {
  const inner: BlockContent[] = [
    ...(relations.length > 0
      ? [listOf(relations.map((relation) => itemOf([plain(relationWords(relation))])))]
      : []),
    ...chartWords(items),
  ]
  return itemOf([headline(name, sentences), ...inner])
}

function headline(name: string, sentences: readonly string[]): Paragraph {
  const explanation = sentences.length > 0 ? `: ${sentences.join(' ')}` : ''
  return {
    type: 'paragraph',
    children: [
      ...(name === ''
        ? []
        : [{ type: 'strong' as const, children: [{ type: 'text' as const, value: name }] }]),
      ...(explanation === '' ? [] : [{ type: 'text' as const, value: explanation }]),
    ],
  }
}

function plain(value: string): Paragraph {
  return { type: 'paragraph', children: [{ type: 'text', value }] }
}

function listOf(children: ListItem[]): List {
  return { type: 'list', ordered: false, spread: false, children }
}

function itemOf(children: BlockContent[]): ListItem {
  return { type: 'listItem', spread: false, children }
}
