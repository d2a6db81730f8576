import type { Nodes } from 'mdast'
import { processArticle, type Vetted } from '../../src/articles/index.ts'
import type { Finding } from '../../src/diagnostics/index.ts'
import { createGlossaryIndex } from '../../src/glossary/index.ts'
import type { ArticleMeta } from '../../src/model/article.ts'
import type { FilePlace } from '../../src/model/place.ts'
import type { Settings } from '../../src/model/settings.ts'
import type { Term } from '../../src/model/term.ts'

const settings = {
  series: [],
  attributes: {
    region: { type: 'text', values: ['England', 'Wales', 'Northern Ireland'] },
    age: { type: 'number' },
  },
  linking: { policy: { email: 'first', text: 'first', archive: 'section' }, sectionDepth: 2, ignore: [] },
} as unknown as Settings

export const metaPlace: FilePlace = {
  file: 'articles/report.md',
  start: { line: 3, column: 1, offset: 10 },
  end: { line: 3, column: 9, offset: 18 },
}

const term = (name: string, expansion: string): Term => ({
  id: name.toLowerCase(),
  term: name,
  expansion,
  also: [],
  replacedBy: [],
  replaces: [],
  caseSensitive: true,
  tags: [],
  place: { ...metaPlace, file: 'articles/glossary.yaml' },
})

const index = createGlossaryIndex([
  term('DfE', 'Department for Education'),
  term('LA', 'local authority'),
  term('AP', 'alternative provision'),
])

/** Processes the source of `articles/report.md`; gives the article and its findings, `rule text` each. */
export function process(source: string, meta: Partial<ArticleMeta> = {}, vetted: Vetted = { by: 'native' }) {
  const findings: Finding[] = []
  const article = processArticle(
    {
      file: 'articles/report.md',
      source,
      meta: { title: 'Report', authors: [], tags: [], draft: false, senses: {}, slug: 'report', aliases: [], ...meta },
      metaPlaces: { image: metaPlace, audience: metaPlace },
    },
    { settings, index, vetted },
    (finding) => findings.push(finding),
  )
  const found = findings.map(
    ({ rule, place }) => `${rule} ${place ? source.slice(place.start.offset, place.end.offset) : '-'}`,
  )
  return { article, tree: article.tree, facts: article.facts, findings, found, outline: article.tree.children.map(outline) }
}

/** A node as `type(children)`, text as itself. */
export function outline(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (node.type === 'inlineCode' || node.type === 'code') return `${node.type}(${node.value})`
  const name =
    node.type === 'inlineElement'
      ? [node.name, ...Object.entries(node.attributes).map(([key, value]) => `${key}=${value}`)].join(' ')
      : node.type === 'callout'
        ? `callout ${node.kind}${node.title ? ` ${node.title}` : ''}`
        : node.type === 'link' || node.type === 'button'
          ? `${node.type} ${node.url}`
          : node.type === 'image' || node.type === 'figure'
            ? `${node.type} ${node.url} "${node.alt}"`
            : node.type === 'audiencePassage'
              ? `passage ${node.when} else(${node.otherwise.map(outline).join(',')})`
              : node.type
  const said = Object.entries(node.data?.hProperties ?? {}).map(([key, value]) => ` ${key}=${String(value)}`)
  const shown = name + said.join('')
  return 'children' in node ? `${shown}(${node.children.map(outline).join(',')})` : shown
}
