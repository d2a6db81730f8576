import { createPhraseFinder, idLength, searchEntry, searchText } from '../editions/archive/index.ts'
import { expansionFor } from '../glossary/matcher/index.ts'
import type { Article } from '../model/article.ts'
import type { Settings } from '../model/settings.ts'
import type { Term } from '../model/term.ts'
import { messages } from '../templates/index.ts'
import type { Cache } from '../workspace/files/index.ts'
import { hashOf } from './hash.ts'

/** What search needs of an article, as JSON: it is kept so, and most builds never read it. */
export interface MadeSearch extends SearchFacts {
  /** What `searchEntry` counted. */
  words: string
  /** The content of its pieces: a list. */
  text: string
}

/** What the plan of a build needs of it. */
export interface SearchFacts {
  /** Under the same key its words and its text are the same. */
  key: string
  /** Names its pieces. */
  id: string
  pieces: number
}

/** Makes what search needs of articles; of none where the archive has no search. */
export function createSearchMaker(
  settings: Settings,
  terms: ReadonlyMap<string, Term>,
): (article: Article) => MadeSearch | undefined {
  if (!settings.archive.search) return () => undefined
  const { language, series } = settings
  const context = {
    words: messages(language),
    phrases: createPhraseFinder(terms.values(), language),
    expansion: ({ termId, text }: { termId: string; text: string }) => {
      const term = terms.get(termId)
      return term && expansionFor(term, text)
    },
  }
  return ({ facts: { meta }, tree }) => {
    const { slug, title, date, summary, tags, authors } = meta
    const { pieces, ...counted } = searchEntry({
      head: { slug, title, date, series: series.find(({ id }) => id === meta.series)?.title ?? meta.series },
      summary,
      tags,
      authors,
      sections: searchText(tree, context),
      language,
    })
    const text = JSON.stringify(pieces)
    const words = JSON.stringify(counted)
    return { key: hashOf(text, words), id: searchName(text), pieces: pieces.length, words, text }
  }
}

/** The name of a file by its content: small letters and digits, because not every host tells case. */
export function searchName(content: string): string {
  return BigInt(`0x${hashOf(content)}`)
    .toString(36)
    .padStart(idLength, '0')
    .slice(-idLength)
}

/** Keeps the large parts by themselves. */
export function keepSearch(
  { key, id, pieces, words, text }: MadeSearch,
  file: string,
  cache: Cache,
): SearchFacts {
  cache.put('searchWords', file, { key, value: words })
  cache.put('searchText', file, { key, value: text })
  return { key, id, pieces }
}
