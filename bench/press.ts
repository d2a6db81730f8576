import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from '../src/press/index.ts'
import { bareHtml } from './bare-pipeline.ts'
import { corpusArticles, writeCorpus } from './corpus.ts'
import { median, time } from './median.ts'

/** Builds against the bare pipeline on the same articles: first, with nothing changed, with one changed. */
export async function benchPress(articleCount = 1000, rounds = 3): Promise<void> {
  const articles = corpusArticles(articleCount)
  const times = { bare: [] as number[], first: [] as number[], same: [] as number[], one: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    const root = mkdtempSync(path.join(tmpdir(), 'tidings-bench-'))
    try {
      writeCorpus(root, articleCount, 1000)
      const bare = (): Promise<number> => time(() => articles.forEach(({ source }) => bareHtml(source)))
      const first = (): Promise<number> => time(() => build({ root, jobs: 1 }))
      // Each comes first in turn: what runs later finds warmer code and a fuller memory.
      if (round % 2 === 0) times.bare.push(await bare())
      times.first.push(await first())
      if (round % 2 === 1) times.bare.push(await bare())
      times.same.push(await time(() => build({ root, jobs: 1 })))
      const changed = articles[Math.floor(articleCount / 2)]!
      appendFileSync(path.join(root, changed.file), `\nOne more line in round ${round}.\n`)
      times.one.push(await time(() => build({ root, jobs: 1 })))
      writeFileSync(path.join(root, changed.file), changed.source)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  }
  const ratio = (some: number[]): number => median(some.map((took, round) => took / times.bare[round]!))
  const row = (name: string, some: number[], bar: number): void =>
    console.log(
      `  ${name.padEnd(18)} ${median(some).toFixed(0).padStart(7)} ms   ${ratio(some).toFixed(3)}   (bar: at most ${bar})`,
    )
  console.log(
    `Press, ${articleCount} articles of 2,500 words, 1,000 terms, one job, median of ${rounds} rounds`,
  )
  console.log(`  bare pipeline      ${median(times.bare).toFixed(0).padStart(7)} ms   1`)
  row('first build', times.first, 1.35)
  row('nothing changed', times.same, 0.05)
  row('one changed', times.one, 0.08)
}

if (import.meta.main) await benchPress()
