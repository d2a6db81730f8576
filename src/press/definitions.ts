import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { processArticle } from '../articles/index.ts'
import { createGlossaryIndex } from '../glossary/index.ts'
import { glossaryFile, type Cache } from '../workspace/index.ts'
import type { Content } from './load-content.ts'

/** The terms' definitions as trees, by the term's id: made safe like any text an author writes. */
export function readDefinitions({ terms, settings, hashes }: Content, cache: Cache): Map<string, Root> {
  const kept = cache.get('definitions', glossaryFile)
  if (kept?.key === hashes.common)
    return new Map(Object.entries(JSON.parse(kept.value) as Record<string, Root>))
  const index = createGlossaryIndex([])
  const definitions: Record<string, Root> = {}
  for (const { id, definition, term } of terms) {
    if (definition === undefined) continue
    const meta = { title: term, authors: [], tags: [], draft: false, senses: {}, slug: id, aliases: [] }
    const input = { file: glossaryFile, source: definition, meta, metaPlaces: {} }
    const { tree } = processArticle(input, { settings, index }, () => undefined)
    visit(tree, (node) => void delete node.position)
    definitions[id] = tree
  }
  cache.put('definitions', glossaryFile, { key: hashes.common, value: JSON.stringify(definitions) })
  return new Map(Object.entries(definitions))
}
