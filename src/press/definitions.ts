import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { processArticle, type Vetted, type Vetter } from '../articles/index.ts'
import { createGlossaryIndex } from '../glossary/matcher/index.ts'
import { glossaryFile, type Cache } from '../workspace/files/index.ts'
import type { Content } from './load-content.ts'

type Definitions = Record<string, Root>

/** Makes the definitions if they are not kept, by the native parser where it may read them. */
export async function prepareDefinitions(content: Content, cache: Cache, vetter: Vetter): Promise<void> {
  if (content.settings.parser === 'remark' || keptDefinitions(content, cache)) return
  const texts = content.terms.flatMap(({ definition }) => definition ?? [])
  const vetted = await Promise.all(texts.map(vetter.vet))
  makeDefinitions(content, cache, new Map(texts.map((text, index) => [text, vetted[index]!])))
}

/** The terms' definitions as trees, by the term's id: made safe like any text an author writes. */
export function readDefinitions(content: Content, cache: Cache): Map<string, Root> {
  const kept = keptDefinitions(content, cache)
  const definitions = kept ? (JSON.parse(kept) as Definitions) : makeDefinitions(content, cache, new Map())
  return new Map(Object.entries(definitions))
}

function keptDefinitions({ hashes }: Content, cache: Cache): string | undefined {
  const kept = cache.get('definitions', glossaryFile)
  return kept?.key === hashes.common ? kept.value : undefined
}

function makeDefinitions(
  { terms, settings, hashes }: Content,
  cache: Cache,
  vetted: ReadonlyMap<string, Vetted>,
): Definitions {
  const index = createGlossaryIndex([])
  const definitions: Definitions = {}
  for (const { id, definition, term } of terms) {
    if (definition === undefined) continue
    const meta = { title: term, authors: [], tags: [], draft: false, senses: {}, slug: id, aliases: [] }
    const input = { file: glossaryFile, source: definition, meta, metaPlaces: {} }
    const context = { settings, index, vetted: vetted.get(definition) }
    const { tree } = processArticle(input, context, () => undefined)
    visit(tree, (node) => void delete node.position)
    definitions[id] = tree
  }
  cache.put('definitions', glossaryFile, { key: hashes.common, value: JSON.stringify(definitions) })
  return definitions
}
