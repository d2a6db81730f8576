import { type Diagnostic } from '../diagnostics/index.ts'
import type { ArticleFacts, ArticleMeta, ReadBy } from '../model/article.ts'
import type { Background } from '../figures/index.ts'
import type { Cache, SourceFile } from '../workspace/files/index.ts'
import { likelySlug, looksLikeDraft, slugOfFile, type ArticleSource } from '../workspace/texts/index.ts'
import { backgroundOf, hasTextCloud, rarityIn, type Rarity } from './background.ts'
import { asDraft, collectDiagnostics, type DiagnosticSink } from './collect-diagnostics.ts'
import type { Content } from './load-content.ts'
import type { ImageHasher } from './image-hasher.ts'
import type { InspectedImage } from './inspect-image.ts'
import { keepArticle, readArticle } from './kept-article.ts'
import { keepRecords, readRecords, type KeptRecord, type KeptRecords } from './kept-records.ts'
import type { ArticleDependencies } from './make-article.ts'
import { makeArticles } from './make-articles.ts'
import type { SearchFacts } from './search-entry.ts'
import { sketchArticle } from './sketch-article.ts'
import type { SourceVetter } from './source-vetter.ts'
import type { TermUses } from './term-uses.ts'

/** An article as the rest of a build sees it: made now or in an earlier build. */
export interface ArticleRecord {
  file: string
  /** Under the same key its body and mentions are the same. */
  key: string
  /** Without the mentions and the headings, which are kept apart. */
  facts: Omit<ArticleFacts, 'mentions' | 'headings'>
  uses: TermUses
  /** A short hash of these. */
  usesHash: string
  /** A short hash of all that lists show of it, for the keys of pages: see `listedArticle`. */
  listedHash: string
  /** Of its own words, if letters carry it: whether they are those that were mailed. */
  textHash?: string | undefined
  images: InspectedImage[]
  /** What search needs of it, without its words and its text, which are kept apart. */
  search: SearchFacts | undefined
  dependencies: ArticleDependencies
  readBy: ReadBy
  diagnostics: Diagnostic[]
}

/** Articles read and made; those whose front matter cannot be read have only diagnostics. */
export interface ArticleRecords {
  records: ArticleRecord[]
  /** What was found in front matter. */
  diagnostics: Diagnostic[]
  /** Articles that could not be read and are no drafts: the slug each most likely has → its file. */
  unreadable: Map<string, string>
  /** What clouds are weighed against; nothing where there are none. */
  background: Background | undefined
  /** How many were made in this run. */
  made: number
}

/** In characters: the texts of a thousand long articles, read once, wait in memory until they are made. */
const mostHeld = 40_000_000

interface Known {
  source: SourceFile
  kept: KeptRecord | undefined
  fresh: ArticleSource | undefined
  /** Whether it has a cloud of its own words. */
  hasCloud: boolean
}

/** Says, by the slugs of all files, which of them have to be known whole; their names are in composed letters. */
export type ChooseNeeded = (slugs: ReadonlyMap<string, string>) => ReadonlySet<string>

/**
 * Makes the articles that the cache does not know as they now are, and takes the others from it. Where `choose` says
 * which are needed, the others are taken as the cache has them, or are sketches, and nothing is kept.
 */
export async function recordArticles(
  content: Content,
  cache: Cache,
  jobs: number,
  images: ImageHasher,
  vetter: SourceVetter,
  onMade: (done: number, total: number) => void,
  choose?: ChooseNeeded,
): Promise<ArticleRecords> {
  const { diagnostics, report } = collectDiagnostics()
  const { common } = content.hashes
  const last = readRecords(cache, common)
  const known = await gatherKnown(content.articles, last, cache, choose ? undefined : vetter, report)
  const files = new Set([...content.articles.map(({ file }) => file), ...content.unread])
  const gone = last.files.filter((file) => !files.has(file))
  cache.forget(gone)
  const slugs = slugsOf(known, ({ draft }) => !draft)
  const needed = choose?.(slugsOf(known, () => true))
  const background = await backgroundOf(
    content,
    known.some(({ hasCloud }) => hasCloud),
  )
  const rarity = await rarityIn(background)
  const carried = carriedSlugs(content)
  const isNeeded = ({ source }: Known): boolean => needed?.has(source.file.normalize('NFC')) !== false
  const sketches = known.flatMap((one) => (one.fresh && !isNeeded(one) ? sketchArticle(one.fresh) : []))
  const toMake = known
    .filter(isNeeded)
    .filter(({ kept, fresh }) =>
      kept
        ? lacksTextHash(kept.record, carried) || !dependenciesHold(kept.record, slugs, images.hash, rarity)
        : fresh,
    )
  const sources: ArticleSource[] = []
  for (const { source, fresh } of toMake) {
    const article = fresh ?? (await readKnown(source, cache, report))
    if (article) sources.push(article)
  }
  const broken = known.filter(({ source, kept, fresh }) => !kept && !fresh && !looksLikeDraft(source.source))
  // From here on only `sources` holds their texts, and each leaves it when it is made.
  for (const article of known) article.fresh = undefined
  const total = sources.length
  const made = new Map<string, KeptRecord>()
  const { root, settings, terms } = content
  const given = { root, settings, terms, slugs, carried, background }
  await makeArticles(sources, given, jobs, vetter.vet, (source, article) => {
    vetter.keep(source, article.readBy)
    made.set(source.file, keepArticle(source, article, common, cache))
    onMade(made.size, total)
  })
  const kept = known
    .map(({ source, kept }) => made.get(source.file) ?? kept)
    .filter((article) => article !== undefined)
  if (!choose && (made.size > 0 || gone.length > 0)) keepRecords(cache, common, kept, last)
  const records = inOrder(known, [...kept.map(({ record }) => record), ...sketches])
  for (const { dependencies } of records) {
    for (const [path, hash] of Object.entries(dependencies.images)) images.note(path, hash)
  }
  const unreadable = new Map([
    ...content.unread.map((file) => [slugOfFile(file), file] as const),
    ...broken.map(({ source }) => [likelySlug(source), source.file] as const),
  ])
  return { records, diagnostics, unreadable, background, made: made.size }
}

/** What is known of each article: as it was kept, or its front matter read anew; those are vetted already. */
async function gatherKnown(
  articles: readonly SourceFile[],
  last: KeptRecords,
  cache: Cache,
  vetter: SourceVetter | undefined,
  report: DiagnosticSink,
): Promise<Known[]> {
  let held = 0
  const known: Known[] = []
  for (const source of articles) {
    const kept = last.get(source.file, source.hash)
    const fresh = kept ? undefined : await readKnown(source, cache, report)
    // A kept article was made with the words of its cloud.
    const hasCloud = fresh ? hasTextCloud(fresh.source) : kept?.record.dependencies.words !== undefined
    held += fresh?.source.length ?? 0
    known.push({
      source,
      kept,
      fresh: fresh && held > mostHeld ? withoutText(fresh, source) : fresh,
      hasCloud,
    })
    // Asked for now, it is known by the time that the article is made.
    if (fresh && held <= mostHeld) void vetter?.vet(fresh)
  }
  return known
}

async function readKnown(
  noted: SourceFile,
  cache: Cache,
  report: DiagnosticSink,
): Promise<ArticleSource | undefined> {
  const found = collectDiagnostics()
  const article = await readArticle(noted, cache, found.report)
  if (found.diagnostics.length === 0) return article
  const isDraft = article ? article.meta.draft : looksLikeDraft(noted.source)
  report.all(isDraft ? found.diagnostics.map(asDraft) : found.diagnostics)
  return article
}

/** Reads its text again when it is asked for; nothing of what was read of it is a piece of that text. */
function withoutText({ meta, metaPlaces }: ArticleSource, noted: SourceFile): ArticleSource {
  const copy = JSON.parse(JSON.stringify({ meta, metaPlaces })) as Pick<ArticleSource, 'meta' | 'metaPlaces'>
  return {
    file: noted.file,
    hash: noted.hash,
    get source() {
      return noted.source
    },
    ...copy,
  }
}

/** In the order of their files, as they were read. */
function inOrder(known: readonly Known[], records: readonly ArticleRecord[]): ArticleRecord[] {
  const byFile = new Map(records.map((record) => [record.file, record]))
  return known.map(({ source }) => byFile.get(source.file)).filter((record) => record !== undefined)
}

function slugsOf(known: Known[], isMeant: (meta: ArticleMeta) => boolean): ReadonlyMap<string, string> {
  const slugs = new Map<string, string>()
  for (const { source, kept, fresh } of known) {
    const meta = kept?.record.facts.meta ?? fresh?.meta
    if (meta && isMeant(meta)) slugs.set(source.file.normalize('NFC'), meta.slug)
  }
  return slugs
}

/** The articles that letters carry, or carried. */
function carriedSlugs({ issues, mailed }: Content): ReadonlySet<string> {
  return new Set([
    ...issues.flatMap(({ issue }) => issue.articles.map(({ slug }) => slug)),
    ...mailed.flatMap(({ record }) => Object.keys(record.articles)),
  ])
}

/** It was made when no letter carried it. */
function lacksTextHash({ facts, textHash }: ArticleRecord, carried: ReadonlySet<string>): boolean {
  return textHash === undefined && carried.has(facts.meta.slug)
}

/** Whether what a kept article was made from besides its text is still as it was. */
function dependenciesHold(
  { dependencies }: ArticleRecord,
  slugs: ReadonlyMap<string, string>,
  hashImage: (path: string) => string | null,
  rarity: Rarity,
): boolean {
  return (
    Object.entries(dependencies.links).every(([file, slug]) => (slugs.get(file) ?? null) === slug) &&
    Object.entries(dependencies.images).every(([path, hash]) => hash !== null && hashImage(path) === hash) &&
    Object.entries(dependencies.words ?? {}).every(([word, rare]) => rarity(word) === rare)
  )
}
