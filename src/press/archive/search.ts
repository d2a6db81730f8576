import {
  renderSearchPage,
  searchAddress,
  searchEngineScript,
  searchIndexFiles,
  slugOfName,
  type CountedWords,
  type IndexedArticle,
  type SearchFilter,
  type SearchFilters,
} from '../../editions/archive/index.ts'
import type { Cache } from '../../workspace/files/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import { hashOf } from '../hash.ts'
import { searchName } from '../search-entry.ts'
import { toolHash } from '../tool.ts'
import type { Output, OutputFolder } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import type { Lists } from './lists.ts'
import type { NameGroup } from './name-groups.ts'

/** The page that searches the archive; none where the settings do without. */
export function searchPage(archive: Archive, lists: Lists): Output[] {
  const { site, engine: templates, report } = archive
  if (!site.settings.archive.search) return []
  const filters = filtersOf(lists)
  const engine = engineOutput().address
  return [
    page(archive, searchAddress(), JSON.stringify([filters, engine]), () =>
      renderSearchPage({ site, filters, engine }, templates, report),
    ),
  ]
}

/** What the page asks: the script for it, the index and the texts of results. */
export function searchFiles(archive: Archive, lists: Lists): (Output | OutputFolder)[] {
  if (!archive.site.settings.archive.search) return []
  const { articles } = lists
  const piecesOf = readPieces(archive.cache)
  return [
    engineOutput().output,
    ...articles.flatMap((record) => textOutputs(record, piecesOf)),
    indexOutput(articles, filtersOf(lists), archive),
  ]
}

function engineOutput(): { address: string; output: Output } {
  const script = searchEngineScript()
  const address = `assets/search-engine.${hashOf(script).slice(0, 8)}.js`
  return { address, output: { file: `archive/${address}`, key: address, make: () => script } }
}

function filtersOf({ years, series, tags }: Lists): SearchFilters {
  const choice = ({ slug, name }: NameGroup): SearchFilter => ({ slug, name })
  return {
    years: years.flatMap(({ year, articles }) =>
      year === undefined || articles.length === 0 ? [] : String(year),
    ),
    series: series.map(choice),
    tags: tags.map(choice),
  }
}

function yearOf({ facts }: ArticleRecord): string | undefined {
  return facts.meta.date?.slice(0, 4)
}

/** The pieces of an article's text, of which a result loads one. Their names say what they hold. */
function textOutputs({ file, search }: ArticleRecord, piecesOf: (file: string) => string[]): Output[] {
  if (!search) return []
  return Array.from({ length: search.pieces }, (_, piece) => ({
    file: `archive/search/text/${search.id}-${piece}.json`,
    key: search.id,
    make: () => piecesOf(file)[piece],
  }))
}

/** Reads the pieces of an article once for all that are made of them, one article after another. */
function readPieces(cache: Cache): (file: string) => string[] {
  let last: { file: string; pieces: string[] } | undefined
  return (file) => {
    if (last?.file !== file)
      last = { file, pieces: JSON.parse(cache.get('searchText', file)?.value ?? '[]') as string[] }
    return last.pieces
  }
}

/** The index itself is made again as a whole when a word of any article changes. */
function indexOutput(
  records: readonly ArticleRecord[],
  filters: SearchFilters,
  { cache, site }: Archive,
): OutputFolder {
  const { language } = site.settings
  const facts = records.map((record) => ({ ...filtersIn(record), key: record.search?.key }))
  return {
    folder: 'archive/search/words',
    key: hashOf(toolHash(), JSON.stringify([language, filters, facts])),
    makeAll: () => searchIndexFiles(indexedArticles(records, cache), filters, language, searchName),
  }
}

/** Reads the words of one article after another. */
function* indexedArticles(records: readonly ArticleRecord[], cache: Cache): Generator<IndexedArticle> {
  for (const record of records) {
    const kept = cache.get('searchWords', record.file)
    const words = kept ? (JSON.parse(kept.value) as CountedWords) : noWords
    yield { ...filtersIn(record), id: record.search?.id ?? '', ...words }
  }
}

const noWords: CountedWords = { length: 0, words: [], weights: [], wordPieces: [] }

function filtersIn(record: ArticleRecord): Pick<IndexedArticle, 'year' | 'series' | 'tags'> {
  const { series, tags } = record.facts.meta
  return {
    year: yearOf(record),
    series: series === undefined ? undefined : slugOfName(series),
    tags: [...new Set(tags.map(slugOfName))],
  }
}
