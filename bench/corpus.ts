import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createRandom } from './random.ts'

/** A term of a made-up glossary. */
export interface CorpusTerm {
  term: string
  expansion: string
}

export interface CorpusArticle {
  /** `articles/article-0001.md`. */
  file: string
  source: string
}

const plainWords =
  `school pupil need plan council review panel member branch meeting budget reform service support local national
  standard guidance parent carer young people health care education training college teacher leader partner region
  report evidence change provision inclusion funding agreement inspection appeal tribunal duty law code practice
  early late small large clear common first second third whole part new old the a of and to in for with on by from
  that which will may must can has have had is are was were it they this these those each every some many most`
    .split(/\s+/)
    .filter(Boolean)

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Terms that occur in the articles; every larger glossary holds these and adds others that do not occur. */
const sharedTerms = 100

/**
 * A glossary of `size` terms. Terms contain one another: `QSB`, `QSB Panel` and `QSB Panel Review` are three, and
 * larger glossaries add terms that begin with the same words.
 */
export function corpusTerms(size: number): CorpusTerm[] {
  const random = createRandom(7)
  const terms: CorpusTerm[] = []
  const seen = new Set<string>()
  const add = (term: string): void => {
    if (terms.length >= size || seen.has(term)) return
    seen.add(term)
    terms.push({ term, expansion: `${term.toLowerCase().split('').slice(0, 4).join(' ')} expansion` })
  }
  while (terms.length < size) {
    const abbreviation = Array.from(
      { length: 3 + (terms.length % 3) },
      () => letters[Math.floor(random() * 26)],
    ).join('')
    if (terms.length < sharedTerms) {
      add(abbreviation)
      add(`${abbreviation} Panel`)
      add(`${abbreviation} Panel Review`)
      continue
    }
    const base = terms[Math.floor(random() * sharedTerms)]!.term
    add(abbreviation)
    add(`${base} ${abbreviation}`)
    add(`${abbreviation} ${base.split(' ')[0]}`)
  }
  return terms
}

const wordsPerArticle = 2500

/** `count` articles of 2,500 words; each third has directives, definition lists, footnotes and tables. */
export function corpusArticles(count: number): CorpusArticle[] {
  const terms = corpusTerms(sharedTerms).map(({ term }) => term)
  return Array.from({ length: count }, (_, index) => ({
    file: `articles/article-${String(index + 1).padStart(4, '0')}.md`,
    source: articleText(index, terms),
  }))
}

function articleText(index: number, terms: string[]): string {
  const random = createRandom(1000 + index)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  let words = 0
  // A policy article mentions an abbreviation about once in thirty words.
  const prose = (length: number): string =>
    Array.from({ length }, (_, position) => {
      words++
      if (random() < 1 / 30) return pick(terms)
      const word = pick(plainWords)
      if (random() < 1 / 60) return `*${word}*`
      if (random() < 1 / 200) return `[${word}](https://example.org/${word})`
      return position > 0 && random() < 1 / 14 ? `${word},` : word
    }).join(' ')
  const blocks: string[] = []
  for (let section = 1; words < wordsPerArticle; section++) {
    blocks.push(`## Section ${section} on ${pick(plainWords)}`, `${prose(70)}.`, `${prose(60)}.`)
    blocks.push([`- ${prose(16)}`, `- ${prose(20)}`, `  - ${prose(10)}`, `- ${prose(12)}`].join('\n'))
    if (index % 3 === 0) blocks.push(...richBlocks(section, prose))
  }
  const year = 2015 + (index % 9)
  const month = String(1 + (index % 12)).padStart(2, '0')
  const front = [
    `title: Article ${index + 1}`,
    `date: ${year}-${month}-10`,
    `series: summary-${index % 7}`,
    'tags: [policy]',
  ]
  return `---\n${front.join('\n')}\nsummary: What changed, number ${index + 1}.\n---\n\n${blocks.join('\n\n')}\n`
}

function richBlocks(section: number, prose: (length: number) => string): string[] {
  const kind = section % 4
  if (kind === 0) return [`:::note[Look]\n${prose(25)}.\n:::`]
  if (kind === 1)
    return [`| body | does |\n|---|---|\n| ${prose(3)} | ${prose(8)} |\n| ${prose(3)} | ${prose(9)} |`]
  if (kind === 2) return [`${prose(12)}.[^n${section}]`, `[^n${section}]: ${prose(14)}.`]
  return [`Key ${section}\n: ${prose(12)}`]
}

/** Writes a workspace of `count` articles and a glossary of `termCount` terms into an empty folder. */
export function writeCorpus(folder: string, count: number, termCount: number): void {
  mkdirSync(path.join(folder, 'articles', 'issues'), { recursive: true })
  writeFileSync(path.join(folder, 'tidings.yaml'), settings)
  const glossary = corpusTerms(termCount).map(
    ({ term, expansion }) => `- term: ${term}\n  expansion: ${expansion}\n`,
  )
  writeFileSync(path.join(folder, 'articles', 'glossary.yaml'), glossary.join(''))
  for (const { file, source } of corpusArticles(count)) writeFileSync(path.join(folder, file), source)
}

const settings = `title: Bench
organisation: Example Union
baseUrl: https://example.org/news
sender: { name: Example Union, address: news@example.org }
postalAddress: [1 High Street]
listId: news.example.org
linking:
  ignore: []
`
