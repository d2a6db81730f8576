/**
 * How well harvest finds definitions: precision, recall and F1 on MEDLINE records and on prose of our kind, beside
 * the plain algorithm of Schwartz and Hearst. `npx node bench/harvest.ts`; with `--errors` each miss is listed.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { remarkDefinitionList } from 'remark-definition-list'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { findDefinitions } from '../src/glossary/harvest-find.ts'
import { harvest } from '../src/glossary/harvest.ts'
import { isPluralLetters, singularLetters, singularPhrase } from '../src/glossary/letters.ts'
import { schwartzHearst } from './schwartz-hearst.ts'

type Pair = [letters: string, expansion: string]

interface Score {
  precision: number
  recall: number
  f1: number
}

interface Result {
  id: string | number
  gold: Pair[]
  found: Pair[]
}

const medlineFile = fileURLToPath(
  new URL('../../shared/data/abbreviation-definitions.jsonl', import.meta.url),
)
const ownFile = fileURLToPath(new URL('data/harvest-labelled.jsonl', import.meta.url))
const LIKELY = 0.5
const parser = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).use(remarkDefinitionList)

/** Prints the table. */
export async function benchHarvest(): Promise<void> {
  console.log('Harvest: definitions found, exact pairs, case folded')
  console.log('set                             pairs  precision  recall     F1')
  medline()
  ours('tuned')
  ours('held-out')
}

function medline(): void {
  if (!existsSync(medlineFile)) {
    console.log(`MEDLINE: ${medlineFile} is not here, so this set is left out`)
    return
  }
  const records = readLines<{ id: string; text: string[]; pairs: Pair[] }>(medlineFile)
  const measure = (find: (text: string) => Pair[]): Result[] =>
    records.map(({ id, text, pairs }) => ({ id, gold: pairs, found: text.flatMap(find) }))
  row('MEDLINE, Schwartz-Hearst', measure(schwartzHearst))
  // As written: these pairs keep their plurals.
  const asWritten = (text: string): Pair[] =>
    findDefinitions(text)
      .filter((one) => one.confidence >= LIKELY)
      .map(({ written }) => [written.letters, written.expansion])
  row('MEDLINE, harvest', measure(asWritten), true)
}

function ours(split: string): void {
  const records = readLines<{ id: number; split: string; markdown: string; pairs: Pair[] }>(ownFile)
  const chosen = records.filter((record) => record.split === split)
  const measure = (find: (markdown: string) => Pair[]): Result[] =>
    chosen.map(({ id, markdown, pairs }) => ({ id, gold: pairs, found: find(markdown) }))
  row(
    `ours, ${split}, Schwartz-Hearst`,
    measure((markdown) => schwartzHearst(plainText(markdown)).map(singular)),
  )
  row(`ours, ${split}, harvest`, measure(harvested), true)
}

function harvested(source: string): Pair[] {
  const tree: Root = parser.parse(source)
  return harvest([{ file: 'article.md', source, tree }], []).map(({ term, expansion }) => [term, expansion])
}

/** The labels are singular, so the plain algorithm's answers are made so too. */
function singular([letters, expansion]: Pair): Pair {
  return isPluralLetters(letters)
    ? [singularLetters(letters), singularPhrase(expansion)]
    : [letters, expansion]
}

function plainText(markdown: string): string {
  return parser
    .parse(markdown)
    .children.map((block) => toString(block))
    .join('\n\n')
}

function readLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

function row(name: string, results: Result[], listErrors = false): void {
  const { precision, recall, f1 } = score(results)
  const pairs = results.reduce((sum, { gold }) => sum + folded(gold).size, 0)
  const cells = [precision, recall, f1].map((value) => value.toFixed(3).padStart(9))
  console.log(name.padEnd(32) + String(pairs).padStart(5) + cells.join(''))
  if (listErrors && process.argv.includes('--errors')) results.forEach(printErrors)
}

function printErrors({ id, gold, found }: Result): void {
  const [wanted, given] = [folded(gold), folded(found)]
  for (const pair of given) if (!wanted.has(pair)) console.log(`  ${id} found, not labelled: ${pair}`)
  for (const pair of wanted) if (!given.has(pair)) console.log(`  ${id} labelled, not found: ${pair}`)
}

function score(results: Result[]): Score {
  let right = 0
  let given = 0
  let wanted = 0
  for (const { gold, found } of results) {
    const [labels, answers] = [folded(gold), folded(found)]
    wanted += labels.size
    given += answers.size
    right += [...answers].filter((pair) => labels.has(pair)).length
  }
  return { precision: right / given, recall: right / wanted, f1: (2 * right) / (given + wanted) }
}

function folded(pairs: Pair[]): Set<string> {
  return new Set(
    pairs.map((pair) => pair.map((side) => side.trim().toLowerCase().replace(/\s+/gu, ' ')).join(' = ')),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchHarvest()
