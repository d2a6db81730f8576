import { articleAddress } from '../../editions/archive/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import { planCovers } from '../archive/covers.ts'
import { readParts } from '../issue-parts.ts'
import { readDetails } from '../kept-article.ts'
import { makeArchivePage } from './archive-page.ts'
import { lettersAlone, lettersWith, type Letter } from './letters.ts'
import { showLetter } from './show-letter.ts'
import { nothingShown, shownHeadings, shownUnknown, type Looking, type Shown } from './looking.ts'

/** Looks at an article that is being written; there is nothing to see where its front matter cannot be read. */
export async function workingArticle(looking: Looking): Promise<Shown> {
  const { read, file, material } = looking
  const record = read.records.find((record) => record.file === file)
  if (!record) return nothingShown
  read.report.all(record.diagnostics)
  const { headings, unexplained } = readDetails(record, read.cache)
  const carrying = await lettersWith(record, material)
  const letters = carrying.length > 0 ? carrying : await lettersAlone(record, material)
  const shown = {
    headings: shownHeadings(headings, looking),
    unknown: shownUnknown(unexplained),
    terms: usedTerms(record, looking),
    words: record.facts.wordCount,
    letters,
  }
  if (looking.show === 'page') return { ...nothingShown, ...shown, ...(await pageOf(record, looking)) }
  if (record.facts.meta.cover === true) planCovers(archivePlan(record, looking), [])
  return { ...nothingShown, ...shown, ...(await letterWith(record, letters, looking)) }
}

function usedTerms({ uses }: ArticleRecord, { read }: Looking): Shown['terms'] {
  return Array.from(uses.terms, (place, index) => {
    const { term, expansion } = read.content.terms[place]!
    return { letters: term, expansion, mentions: uses.counts[index]! }
  })
}

async function pageOf(record: ArticleRecord, looking: Looking): Promise<Partial<Shown>> {
  const address = articleAddress(record.facts.meta.slug)
  const page = await makeArchivePage(archivePlan(record, looking), address)
  if (!page) return {}
  const { html, files } = page
  return { edition: { kind: 'page', html, address: `/archive/${address}` }, pictures: files }
}

/** As if it were published: a draft too, and in the place of another with the same slug. */
function archivePlan(record: ArticleRecord, { read, logo }: Looking) {
  const { content, cache, report } = read
  const { slug } = record.facts.meta
  const records = read.records.filter(
    (other) => other === record || (!other.facts.meta.draft && other.facts.meta.slug !== slug),
  )
  return { content, records, issues: [], logo, cache, report }
}

/** The letter that is asked for, or the first; where its issue cannot be made, one with nothing but the article. */
async function letterWith(
  record: ArticleRecord,
  letters: readonly Letter[],
  looking: Looking,
): Promise<Partial<Shown>> {
  const letter = letters.find(({ id }) => id === looking.letter) ?? letters[0]
  const shown = letter && (await shownLetter(letter, looking))
  if (letter && shown) return { ...shown, letter: letter.id }
  const alone = await lettersAlone(record, looking.material)
  const [first] = alone
  if (!first) return {}
  const others = letters.filter(({ id }) => alone.every((one) => one.id !== id))
  return { ...(await shownLetter(first, looking)), letters: [...others, ...alone], letter: first.id }
}

async function shownLetter(
  letter: Letter,
  { read, material, show }: Looking,
): Promise<Pick<Shown, 'edition' | 'pictures'> | undefined> {
  const parts = await readParts(material, letter.source, read.report)
  const made = await showLetter(letter, parts, material, read.report)
  return made && { edition: show === 'text' ? made.text : made.email, pictures: made.pictures }
}
