import type { Root } from 'mdast'
import { parseMarkdown } from '../src/articles/index.ts'
import { createGlossaryIndex, linkGlossary, termId } from '../src/glossary/index.ts'
import type { Term } from '../src/model/term.ts'
import { bareHtml } from './bare-pipeline.ts'
import { corpusArticles, corpusTerms, type CorpusArticle } from './corpus.ts'
import { median } from './median.ts'

/** The linker by itself: what it adds to a pipeline, and what a larger glossary costs. */
export function benchLink(articleCount = 200, rounds = 5): void {
  const articles = corpusArticles(articleCount)
  const indexes = [100, 1000, 10_000].map((size) => createGlossaryIndex(corpusTerms(size).map(asTerm)))
  const bare: number[] = []
  const linked: number[][] = indexes.map(() => [])
  const mentions = indexes.map(() => 0)
  for (let round = 0; round < rounds; round++) {
    bare.push(timed(() => articles.forEach(({ source }) => bareHtml(source))))
    // The order turns each round, so that no glossary always runs first.
    for (const offset of indexes.keys()) {
      const which = (offset + round) % indexes.length
      const { took, found } = linkAll(articles, indexes[which]!)
      linked[which]!.push(took)
      mentions[which] = found
    }
  }
  const perArticle = (milliseconds: number): string => (milliseconds / articleCount).toFixed(3)
  const [hundred = 0, thousand = 0, tenThousand = 0] = linked.map(median)
  console.log(`Linker, ${articleCount} articles of 2,500 words, median of ${rounds} rounds, mentions ${mentions.join(' / ')}`)
  console.log(`  bare pipeline          ${perArticle(median(bare))} ms an article`)
  console.log(`  linker,    100 terms   ${perArticle(hundred)} ms`)
  console.log(`  linker,  1,000 terms   ${perArticle(thousand)} ms`)
  console.log(`  linker, 10,000 terms   ${perArticle(tenThousand)} ms`)
  const share = median(linked[1]!.map((took, round) => took / bare[round]!))
  const growth = median(linked[2]!.map((took, round) => took / linked[0]![round]!))
  console.log(`  1,000 terms / bare pipeline   ${(share * 100).toFixed(2)} %   (bar: at most 3 %)`)
  console.log(`  10,000 terms / 100 terms      ${growth.toFixed(2)}     (bar: at most 1.3)`)
}

function linkAll(articles: CorpusArticle[], index: ReturnType<typeof createGlossaryIndex>): { took: number; found: number } {
  let took = 0
  let found = 0
  for (const { file, source } of articles) {
    const tree: Root = parseMarkdown(source)
    took += timed(() => {
      found += linkGlossary(tree, { file, source, index }, () => undefined).mentions.length
    })
  }
  return { took, found }
}

function timed(action: () => void): number {
  const start = performance.now()
  action()
  return performance.now() - start
}

function asTerm({ term, expansion }: { term: string; expansion: string }): Term {
  const point = { line: 1, column: 1, offset: 0 }
  const place = { file: 'articles/glossary.yaml', start: point, end: point }
  return { id: termId(term), term, expansion, also: [], replacedBy: [], replaces: [], caseSensitive: true, tags: [], place }
}

if (import.meta.main) benchLink()
