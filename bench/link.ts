import type { Root } from 'mdast'
import { parseMarkdown } from '../src/articles/index.ts'
import { createGlossaryIndex, linkGlossary, termId, type GlossaryIndex } from '../src/glossary/index.ts'
import type { Term } from '../src/model/term.ts'
import { bareHtml } from './bare-pipeline.ts'
import { corpusArticles, corpusTerms, type CorpusArticle } from './corpus.ts'
import { median } from './median.ts'

const sizes = [100, 1000, 10_000]

/**
 * The linker by itself: what it adds to a pipeline, and what a larger glossary costs. For each article the stages are
 * timed one after another, in an order that turns; an article's time is its median over the rounds, which leaves out
 * the pauses that the machine or the collector happens to put into one of them.
 */
export function benchLink(articleCount = 120, rounds = 9): void {
  const articles = corpusArticles(articleCount)
  const indexes = sizes.map((size) => createGlossaryIndex(corpusTerms(size).map(asTerm)))
  const mentions = sizes.map(() => 0)
  const times = articles.map(() => ({ bare: [] as number[], linked: sizes.map(() => [] as number[]) }))
  for (let round = 0; round < rounds; round++) {
    mentions.fill(0)
    for (const [number, article] of articles.entries()) {
      const { bare, linked } = times[number]!
      bare.push(timed(() => bareHtml(article.source)))
      for (const offset of indexes.keys()) {
        const which = (offset + round + number) % indexes.length
        const { took, found } = linkOne(article, indexes[which]!)
        linked[which]!.push(took)
        mentions[which]! += found
      }
    }
  }
  const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
  const bare = sum(times.map((article) => median(article.bare)))
  const linked = sizes.map((_, which) => sum(times.map((article) => median(article.linked[which]!))))
  console.log(
    `Linker, ${articleCount} articles of 2,500 words, medians of ${rounds} rounds, mentions ${mentions.join(' / ')}`,
  )
  console.log(`  bare pipeline          ${(bare / articleCount).toFixed(3)} ms an article`)
  for (const [which, size] of sizes.entries()) {
    const name = size.toLocaleString('en').padStart(6)
    console.log(`  linker, ${name} terms   ${(linked[which]! / articleCount).toFixed(3)} ms`)
  }
  console.log(
    `  1,000 terms / bare pipeline   ${((linked[1]! / bare) * 100).toFixed(2)} %   (bar: at most 3 %)`,
  )
  console.log(
    `  10,000 terms / 100 terms      ${(linked[2]! / linked[0]!).toFixed(2)}     (bar: at most 1.3)`,
  )
}

function linkOne({ file, source }: CorpusArticle, index: GlossaryIndex): { took: number; found: number } {
  const tree: Root = parseMarkdown(source)
  let found = 0
  const took = timed(() => {
    found = linkGlossary(tree, { file, source, index }, () => undefined).mentions.length
  })
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
  return {
    id: termId(term),
    term,
    expansion,
    also: [],
    replacedBy: [],
    replaces: [],
    caseSensitive: true,
    tags: [],
    place,
  }
}

if (import.meta.main) benchLink()
