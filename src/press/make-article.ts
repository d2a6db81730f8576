import { passagesOf, processArticle, type Vetted } from '../articles/index.ts'
import { toDiagnostic, type Diagnostic, type Finding, type Report } from '../diagnostics/index.ts'
import {
  pageWords,
  renderArticleBody,
  sentenceHtml,
  speakWords,
  type BodyContext,
} from '../editions/archive/index.ts'
import type { Background } from '../figures/index.ts'
import { createGlossaryIndex, findTerms, isMarked, type GlossaryIndex } from '../glossary/matcher/index.ts'
import type {
  Article,
  ArticleFacts,
  FoundDefinition,
  ImageUse,
  ReadBy,
  UnexplainedLetters,
} from '../model/article.ts'
import type { Passage } from '../model/mailed.ts'
import type { Mention } from '../model/mention.ts'
import { editionNames } from '../model/edition.ts'
import type { Settings } from '../model/settings.ts'
import type { Term } from '../model/term.ts'
import type { ArticleSource } from '../workspace/texts/index.ts'
import { hasTextCloud } from './background.ts'
import { createArchiveMarks } from './archive-marks.ts'
import { drawIfAny } from './draw-if-any.ts'
import { hashOf } from './hash.ts'
import { writeFigures } from './kept-figures.ts'
import { writeSentences } from './kept-sentences.ts'
import { createLettersBeside } from './letters-beside.ts'
import { createSearchMaker, type MadeSearch } from './search-entry.ts'
import { inspectImage, type InspectedImage } from './inspect-image.ts'
import { archiveImage } from './publish-image.ts'
import { termsBesideText } from './shown-terms.ts'
import { termSentences } from './term-sentences.ts'
import { countMentions, placesOfTerms, usesOfTerms, type TermUses } from './term-uses.ts'

/** What every article of a build has in common; plain data, so that a worker can be given it. */
export interface ArticleSettings {
  root: string
  settings: Settings
  terms: Term[]
  /** The slug of each article by its file, in composed letters as links have it. */
  slugs: ReadonlyMap<string, string>
  /** The slugs of those that letters carry, or carried. */
  carried: ReadonlySet<string>
  /** What clouds of an article's words are weighed against; nothing where there are none. */
  background: Background | undefined
}

/** An article as made for the archive, and what the rest of the build and the cache need of it. */
export interface MadeArticle {
  /** Without the mentions, which are counted in `uses`. */
  facts: Omit<ArticleFacts, 'mentions'>
  uses: TermUses
  closingList: FoundDefinition[]
  /** Those that were reported. */
  unexplained: UnexplainedLetters[]
  /** Of its own words, if letters carry it: see `textHashOf`. */
  textHash?: string
  /** Its body as HTML. */
  body: string
  /** Its mentions for `out/report.json`: JSON, as it stands in the file. */
  mentions: string
  /** The sentence round the first mention of each term as HTML, in the order of `uses`: from `writeSentences`. */
  sentences: Uint8Array
  /** Its figures as drawn, for its letters; nothing where there are none. From `writeFigures`. */
  figures?: string
  /** The pictures it shows; those that cannot be shown are left out, and reported. */
  images: InspectedImage[]
  /** What search needs of it; nothing where the archive has none. */
  search: MadeSearch | undefined
  readBy: ReadBy
  diagnostics: Diagnostic[]
  /** What it was made from besides its own text: see `dependenciesHold`. */
  dependencies: ArticleDependencies
}

export interface ArticleDependencies {
  /** Linked file → its slug, or nothing. */
  links: Record<string, string | null>
  /** Picture → its hash, or nothing. */
  images: Record<string, string | null>
  /** Of an article with a cloud: how rare its words are in the others. */
  words?: Record<string, number>
}

/** Makes articles that have their settings in common. */
export interface ArticleMaker {
  index: GlossaryIndex
  make: (source: ArticleSource, vetted: Vetted | undefined) => Promise<MadeArticle>
}

/** What is made once, for all articles. */
interface MakerParts {
  index: GlossaryIndex
  mark: BodyContext['mark']
  draw: (article: Article, source: string, report: Report) => Promise<void>
  makeSearch: (article: Article) => MadeSearch | undefined
  terms: ReadonlyMap<string, Term>
  places: ReadonlyMap<string, number>
}

/** Makes the index of the glossary once, for all articles. */
export function createArticleMaker(common: ArticleSettings): ArticleMaker {
  const index = createGlossaryIndex(common.terms)
  const terms = new Map(common.terms.map((term) => [term.id, term]))
  const { linking, language } = common.settings
  const mark = createArchiveMarks(terms, linking.policy.archive, pageWords(language))
  const material = { settings: common.settings, terms, index, background: common.background }
  const draw: MakerParts['draw'] = (article, source, report) => drawIfAny(article, source, material, report)
  const makeSearch = createSearchMaker(common.settings, terms)
  const parts = { index, mark, draw, makeSearch, terms, places: placesOfTerms(common.terms) }
  return { index, make: (source, vetted) => makeArticle(source, vetted, common, parts) }
}

async function makeArticle(
  source: ArticleSource,
  vetted: Vetted | undefined,
  common: ArticleSettings,
  { index, mark, draw, makeSearch, terms, places }: MakerParts,
): Promise<MadeArticle> {
  const diagnostics: Diagnostic[] = []
  const report = (finding: Finding): void => void diagnostics.push(toDiagnostic(finding))
  const { settings } = common
  const article = processArticle(source, { settings, index, vetted }, report)
  const { mentions, ...facts } = article.facts
  await draw(article, source.source, report)
  const inspected = await inspectImages(source, facts.images, common.root, report)
  const links = Object.fromEntries(facts.links.map(({ path }) => [path, common.slugs.get(path) ?? null]))
  const words = hasTextCloud(source.source)
    ? await rarityOfWords(article, common, { terms, index })
    : undefined
  const { file, source: text, metaPlaces } = source
  const told = article.undefinedLetters
  const letters = createLettersBeside({ settings, index, file, source: text, told })
  const beside = termsBesideText(article, metaPlaces, { settings, index }, letters)
  const unexplained = [...told.values(), ...letters.report(report)]
  const counts = countMentions(mentions, beside)
  const sentences = sentencesOf(article, [...counts.keys()])
  return {
    facts,
    uses: usesOfTerms(counts, sentences, places),
    closingList: article.closingList,
    unexplained,
    readBy: article.readBy,
    ...(common.carried.has(facts.meta.slug) && { textHash: textHashOf(passagesOf(article)) }),
    body: bodyOf(article, common, mark, inspected),
    mentions: mentions.map((mention) => mentionRow(mention, settings.linking.policy)).join(',\n'),
    sentences: writeSentences(sentences),
    ...(article.drawings.length > 0 && { figures: writeFigures(article) }),
    images: [...inspected.values()].filter((image) => image !== undefined),
    search: makeSearch(article),
    diagnostics,
    dependencies: {
      links,
      images: Object.fromEntries([...inspected].map(([path, image]) => [path, image?.hash ?? null])),
      ...(words && { words }),
    },
  }
}

/** The sentence of each of these terms as HTML; an empty text where there is none. */
function sentencesOf(article: Article, termIds: readonly string[]): string[] {
  const sentences = termSentences(article)
  return termIds.map((id) => {
    const sentence = sentences[id]
    return sentence ? sentenceHtml(sentence) : ''
  })
}

/** How rare its words are in the background, if there is one. */
async function rarityOfWords(
  { tree }: Article,
  { background, settings }: ArticleSettings,
  { terms, index }: Pick<MakerParts, 'terms' | 'index'>,
): Promise<Record<string, number> | undefined> {
  if (!background) return undefined
  const figures = await import('../figures/index.ts')
  const find = (text: string) => findTerms(text, index)
  return figures.rarityOfWords([tree], background, { settings, terms, findTerms: find })
}

/** Under the same hash an article's words are the same. */
export function textHashOf(passages: readonly Passage[]): string {
  return hashOf(JSON.stringify(passages))
}

/** Looks at each picture once, and reports it at its first use. */
async function inspectImages(
  source: ArticleSource,
  images: readonly ImageUse[],
  root: string,
  report: (finding: Finding) => void,
): Promise<Map<string, InspectedImage | undefined>> {
  const inspected = new Map<string, InspectedImage | undefined>()
  for (const { path, place } of images) {
    if (inspected.has(path)) continue
    inspected.set(path, await inspectImage(root, path, { file: source.file, ...place }, report))
  }
  return inspected
}

function bodyOf(
  article: Article,
  { settings, slugs }: ArticleSettings,
  mark: BodyContext['mark'],
  inspected: Map<string, InspectedImage | undefined>,
): string {
  const pathByUrl = new Map(article.facts.images.map(({ url, path }) => [url, path]))
  const body = renderArticleBody(article, {
    mark,
    image: (url) => {
      const image = inspected.get(pathByUrl.get(url) ?? '')
      if (!image) return undefined
      const { file, shownWidth, shownHeight } = archiveImage(image)
      return { src: `../../${file}`, width: shownWidth, height: shownHeight }
    },
    link: (url) => archiveLink(url, article.facts, slugs),
    words: pageWords(settings.language),
  })
  return speakWords(body, settings.language)
}

/** The address of a link from an article's page: of another article where the link names its file. */
export function archiveLink(
  url: string,
  facts: ArticleFacts,
  slugs: ReadonlyMap<string, string>,
  base = '../../',
): string {
  const link = facts.links.find((candidate) => candidate.url === url)
  const slug = link && slugs.get(link.path)
  return slug ? `${base}articles/${encodeURI(slug)}/${link.fragment ? `#${link.fragment}` : ''}` : url
}

/** One mention as JSON, its keys in the order of the report's schema. */
function mentionRow(mention: Mention, policy: Settings['linking']['policy']): string {
  const { start, end } = mention.place
  const marked = editionNames.map((edition) => `"${edition}":${isMarked(mention, policy[edition])}`)
  return (
    `{"term":${JSON.stringify(mention.termId)},"text":${JSON.stringify(mention.text)},` +
    `"line":${start.line},"column":${start.column},"endLine":${end.line},"endColumn":${end.column},` +
    `"where":"${mention.where}","definedHere":${mention.definedHere},"marked":{${marked.join(',')}}}`
  )
}
