import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from '../src/press/index.ts'
import { bareHtml } from './bare-pipeline.ts'
import { corpusArticles, writeCorpus } from './corpus.ts'
import { median, time } from './median.ts'

/** What a build is measured with: everything on, all but the search index, and the press alone. */
const kinds = {
  everything: '',
  withoutSearch: 'archive:\n  search: false\n',
  press: 'archive:\n  search: false\n  feeds: none\n',
} as const

type Kind = keyof typeof kinds

/** A first build and one with one article changed, with everything that an archive has, beside the press alone. */
export async function benchArchive(articleCount = 1000, rounds = 3): Promise<void> {
  const articles = corpusArticles(articleCount)
  const bare: number[] = []
  const first: Record<Kind, number[]> = { everything: [], withoutSearch: [], press: [] }
  const one: Record<Kind, number[]> = { everything: [], withoutSearch: [], press: [] }
  for (let round = 0; round < rounds; round++) {
    bare.push(await time(() => articles.forEach(({ source }) => bareHtml(source))))
    for (const kind of Object.keys(kinds) as Kind[]) {
      const took = await measure(kind, articles, round)
      first[kind].push(took.first)
      one[kind].push(took.one)
    }
  }
  const share = (some: readonly number[], less?: readonly number[]): number =>
    median(some.map((took, round) => (took - (less?.[round] ?? 0)) / (bare[round] as number)))
  const row = (name: string, some: readonly number[], ratio: number, bar?: string): void => {
    const milliseconds = median(some).toFixed(0).padStart(7)
    console.log(
      `  ${name.padEnd(34)} ${milliseconds} ms   ${ratio.toFixed(3)}${bar ? `   (bar: ${bar})` : ''}`,
    )
  }
  console.log(`The archive, ${articleCount} articles of 2,500 words, one job, median of ${rounds} rounds`)
  row('bare pipeline', bare, 1)
  row('first build, the press alone', first.press, share(first.press))
  row('first build, everything on', first.everything, share(first.everything))
  row('what everything adds', first.everything, share(first.everything, first.press), 'at most 0.5')
  row('one changed, without search', one.withoutSearch, share(one.withoutSearch), 'at most 0.1')
  row('one changed, everything on', one.everything, share(one.everything), 'at most 0.45')
}

async function measure(
  kind: Kind,
  articles: ReturnType<typeof corpusArticles>,
  round: number,
): Promise<{ first: number; one: number }> {
  const root = mkdtempSync(path.join(tmpdir(), 'tidings-bench-'))
  try {
    writeCorpus(root, articles.length, 1000)
    const settings = path.join(root, 'tidings.yaml')
    writeFileSync(settings, readFileSync(settings, 'utf8') + kinds[kind])
    const first = await time(() => build({ root, jobs: 1 }))
    const changed = articles[Math.floor(articles.length / 2)]!
    appendFileSync(path.join(root, changed.file), `\nOne more line in round ${round}.\n`)
    return { first, one: await time(() => build({ root, jobs: 1 })) }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

if (import.meta.main)
  await benchArchive(Number(process.env['ARTICLES'] ?? 1000), Number(process.env['ROUNDS'] ?? 3))
