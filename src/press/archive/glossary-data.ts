import {
  articleAddress,
  glossaryAddress,
  glossaryDataAddress,
  termAddress,
} from '../../editions/archive/index.ts'
import { hashOf } from '../hash.ts'
import type { Output } from '../write-outputs.ts'
import type { Archive } from './archive.ts'
import type { GlossaryData } from './glossary-data-schema.ts'
import type { Glossary, UsedTerm } from './glossary.ts'

/** `glossary/glossary.json`: the glossary for others to use (`glossary-data-schema.ts`). */
export function glossaryData(archive: Archive, glossary: Glossary): Output {
  const key = glossary.terms.map(({ key, mentions }) => `${key}${mentions}`).join()
  return {
    file: `archive/${glossaryDataAddress()}`,
    key: hashOf(archive.common, key),
    make: () => `${JSON.stringify(dataOf(archive, glossary))}\n`,
  }
}

function dataOf({ site }: Archive, { terms }: Glossary): GlossaryData {
  const { title, language, baseUrl } = site.settings
  const whole = (address: string): string => new URL(address, `${baseUrl}/`).href
  const users = new Set(terms.flatMap(({ users }) => users()))
  return {
    publication: title,
    language,
    url: whole(glossaryAddress()),
    terms: terms.map((used) => termData(used, whole)),
    articles: Object.fromEntries(
      [...users].map(({ facts: { meta } }) => [
        meta.slug,
        { title: meta.title, url: whole(articleAddress(meta.slug)), date: meta.date },
      ]),
    ),
  }
}

function termData(
  { term, users, articleCount, first, mentions }: UsedTerm,
  whole: (address: string) => string,
): GlossaryData['terms'][number] {
  const { id, expansion, also, plural, definition, url, replacedBy, replaces, since, until, sense, tags } =
    term
  return {
    id,
    url: whole(glossaryAddress(id)),
    usesUrl: articleCount > 0 ? whole(termAddress(id)) : undefined,
    term: term.term,
    expansion,
    also,
    plural,
    sense,
    definition,
    readMore: url,
    replacedBy,
    replaces,
    since,
    until,
    tags,
    mentions,
    firstArticle: first?.facts.meta.slug,
    articles: users().map(({ facts }) => facts.meta.slug),
  }
}
