import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { build } from '../src/press/index.ts'
import { bareHtml } from './bare-pipeline.ts'
import { corpusArticles, writeCorpus } from './corpus.ts'
import { timeEleventy } from './eleventy.ts'
import { median, time } from './median.ts'

const repository = path.resolve(import.meta.dirname, '..')
const pressAlone = 'archive:\n  search: false\n  feeds: none\n'

/**
 * Hands to `use` what makes new workspaces of the corpus. They go together in the end: where thousands of files have
 * just been removed, some file systems take many times as long to make new ones, whoever makes them.
 */
async function withCorpora(
  use: (makeCorpus: (count: number, extra: string) => string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-bench-'))
  try {
    await use((count, extra) => {
      const root = mkdtempSync(path.join(folder, 'corpus-'))
      writeCorpus(root, count, 1000)
      const settings = path.join(root, 'tidings.yaml')
      writeFileSync(settings, readFileSync(settings, 'utf8') + extra)
      return root
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function row(name: string, milliseconds: readonly number[], ratio: number, bar?: string): void {
  const took = median(milliseconds).toFixed(0).padStart(7)
  console.log(`  ${name.padEnd(34)} ${took} ms   ${ratio.toFixed(3)}${bar ? `   (bar: ${bar})` : ''}`)
}

/** Each of the first numbers divided by its fellow; the middle one. */
function ratioOf(some: readonly number[], others: readonly number[]): number {
  return median(some.map((took, round) => took / others[round]!))
}

/** First builds beside the bare pipeline and Eleventy, interleaved. */
async function benchFirstBuilds(count: number, rounds: number): Promise<void> {
  const articles = corpusArticles(count)
  const jobs = availableParallelism()
  const times = {
    bare: [] as number[],
    press: [] as number[],
    pressAll: [] as number[],
    all: [] as number[],
    tool: [] as number[],
    eleventy: [] as number[],
  }
  await withCorpora(async (makeCorpus) => {
    const timeBuild = (extra: string, jobs: number): Promise<number> => {
      const root = makeCorpus(count, extra)
      return time(() => build({ root, jobs }))
    }
    const timeTool = (root: string): Promise<number> =>
      time(() => runTool(['build', '--quiet', '--workspace', root]))
    for (let round = 0; round < rounds; round++) {
      times.bare.push(await time(() => articles.forEach(({ source }) => bareHtml(source))))
      times.press.push(await timeBuild(pressAlone, 1))
      times.pressAll.push(await timeBuild(pressAlone, jobs))
      times.all.push(await timeBuild('', jobs))
      times.tool.push(await timeTool(makeCorpus(count, pressAlone)))
      times.eleventy.push(await timeEleventy(makeCorpus(count, pressAlone)))
    }
  })
  console.log(`First builds, ${count} articles of 2,500 words, 1,000 terms, median of ${rounds} rounds`)
  row('bare pipeline', times.bare, 1)
  row('linking, archive and report', times.pressAll, ratioOf(times.pressAll, times.bare), 'at most 0.3')
  row('the same with one job', times.press, ratioOf(times.press, times.bare))
  row('with feeds and search as well', times.all, ratioOf(times.all, times.bare), 'at most 0.75')
  row('Eleventy, a process', times.eleventy, ratioOf(times.eleventy, times.bare))
  row('tidings build, a process', times.tool, ratioOf(times.tool, times.eleventy), 'less than 1 of Eleventy')
}

/** The package as it is published. */
const tool = path.join(repository, 'dist/cli.js')

function buildTool(): void {
  const compiler = path.join(repository, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: repository })
}

function runTool(args: readonly string[]): void {
  execFileSync(process.execPath, [tool, ...args], { stdio: 'ignore' })
}

interface Once {
  took: number
  peakBytes: number
}

function buildOnce(root: string): Once {
  const program = path.join(import.meta.dirname, 'build-once.ts')
  return JSON.parse(execFileSync(process.execPath, [program, root, '1'], { encoding: 'utf8' })) as Once
}

/** How many articles are changed, one after another, each with a build of its own. */
const changes = 5

/** How often the smaller number of articles is built, before and after the larger, which evens itself out. */
const smallBuilds = 4

/** Ten times the articles: time, memory, and one of them changed. */
async function benchGrowth(count: number): Promise<void> {
  await withCorpora(async (makeCorpus) => {
    const buildSmall = (): Once[] =>
      Array.from({ length: smallBuilds / 2 }, () => buildOnce(makeCorpus(count, pressAlone)))
    const before = buildSmall()
    const root = makeCorpus(count * 10, pressAlone)
    const large = buildOnce(root)
    const articles = readdirSync(path.join(root, 'articles')).filter((name) => name.startsWith('article-'))
    const changed = Array.from({ length: changes }, (_, index) => {
      appendFileSync(path.join(root, 'articles', articles[index * count]!), '\nOne more line.\n')
      return buildOnce(root)
    })
    const one = changed.map(({ took }) => took)
    const builds = [...before, ...buildSmall()]
    const small = builds.map(({ took }) => took)
    const mostBytes = Math.max(...[...builds, large, ...changed].map(({ peakBytes }) => peakBytes))
    console.log(
      `Growth, each build a process, one job; ${count} articles: median of ${smallBuilds} builds, one changed: of ${changes}`,
    )
    row(`${count} articles`, small, 1)
    row(`${count * 10} articles`, [large.took], large.took / median(small), 'at most 11')
    row('one of them changed', one, median(one) / large.took, 'at most 0.03 of the first build')
    const megabytes = (mostBytes / 1e6).toFixed(0).padStart(7)
    console.log(`  most memory                        ${megabytes} MB           (bar: under 1,000)`)
  })
}

/** How soon the tool answers, beside a Node program that does nothing. */
async function benchStart(rounds: number): Promise<void> {
  const node = (...args: string[]): Promise<number> =>
    time(() => execFileSync(process.execPath, args, { stdio: 'ignore' }))
  const times = { empty: [] as number[], help: [] as number[], check: [] as number[] }
  await withCorpora(async (makeCorpus) => {
    const root = makeCorpus(50, '')
    // By the same tool: what another one kept it does not trust.
    await node(tool, 'build', '--workspace', root)
    for (let round = 0; round < rounds; round++) {
      times.empty.push(await node('-e', ''))
      times.help.push(await node(tool, '--help'))
      times.check.push(await node(tool, 'check', '--workspace', root))
    }
  })
  console.log(`Starting, median of ${rounds} rounds`)
  row('an empty program', times.empty, 1)
  row('tidings --help', times.help, ratioOf(times.help, times.empty), 'at most 2.5')
  row('tidings check, nothing changed', times.check, ratioOf(times.check, times.empty), 'at most 6')
}

/** How fast builds are: beside others, as articles become more, and from the first keystroke. */
export async function benchSpeed(count = 1000, rounds = 3): Promise<void> {
  buildTool()
  await benchFirstBuilds(count, rounds)
  await benchStart(rounds * 5)
  await benchGrowth(count)
}

if (import.meta.main)
  await benchSpeed(Number(process.env['ARTICLES'] ?? 1000), Number(process.env['ROUNDS'] ?? 3))
