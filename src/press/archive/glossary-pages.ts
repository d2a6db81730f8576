import type { Root } from 'mdast'
import {
  glossaryAddress,
  glossaryTagAddress,
  renderGlossaryPage,
  renderTermPage,
  termAddress,
  usingArticleLink,
  type GlossaryPageEntry,
  type ListedName,
  type TermUse,
  type UsingArticle,
} from '../../editions/archive/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import { readDefinitions } from '../definitions.ts'
import { keptSentences, type ReadSentence } from '../kept-sentences.ts'
import { once, onceEach } from '../once.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import type { Glossary, UsedTerm } from './glossary.ts'

/** The glossary whole and by tag, and a page for each term that articles use. */
export function glossaryPages(archive: Archive, glossary: Glossary): Output[] {
  const tools: Tools = {
    archive,
    glossary,
    tags: glossary.tags.map(({ slug, name, members }) => ({
      name,
      address: glossaryTagAddress(slug),
      count: members.length,
    })),
    definitions: once(() => readDefinitions(archive.content, archive.cache)),
    linkOf: onceEach((record) => usingArticleLink(shown(record), archive.site.settings.language)),
    sentenceOf: keptSentences(archive.cache),
  }
  return [
    entriesPage(tools, glossary.terms),
    ...glossary.tags.map(({ members }, index) => entriesPage(tools, members, tools.tags[index])),
    ...glossary.terms.flatMap((used, place) => termPage(tools, used, place)),
  ]
}

/** What all pages of the glossary are made with; what is read is read only when one of them has to be made. */
interface Tools {
  archive: Archive
  glossary: Glossary
  tags: readonly ListedName[]
  definitions: () => Map<string, Root>
  /** An article as the pages of terms link to it. */
  linkOf: (record: ArticleRecord) => string
  sentenceOf: ReadSentence
}

function entriesPage(tools: Tools, terms: readonly UsedTerm[], tag?: ListedName): Output {
  const { archive, glossary, tags, definitions } = tools
  const { site, engine, report } = archive
  const { idOf, periods } = glossary
  const uses = terms.map((used) => [used.term.id, useOf(used)] as const)
  const key = JSON.stringify([uses, periods.all, tags])
  return page(archive, tag?.address ?? glossaryAddress(), key, () => {
    const useById = new Map(uses)
    const entries = terms.map(({ term }): GlossaryPageEntry => {
      return { term, definition: definitions().get(term.id), use: useById.get(term.id) }
    })
    return renderGlossaryPage({ site, entries, idOf, periods: periods.all, tags, tag }, engine, report)
  })
}

function useOf({ articleCount, first, periodCounts }: UsedTerm): TermUse | undefined {
  return first && { articleCount, first: shown(first), counts: periodCounts }
}

function shown({ facts: { meta } }: ArticleRecord): TermUse['first'] {
  return { slug: meta.slug, title: meta.title, date: meta.date }
}

/** The sentences of a term's articles are read when its page is made, and their hashes are in the key. */
function termPage(tools: Tools, used: UsedTerm, place: number): Output[] {
  const { archive, glossary, definitions, linkOf, sentenceOf } = tools
  const { site, engine, report } = archive
  const { idOf, periods } = glossary
  const { term, users } = used
  const use = useOf(used)
  if (!use) return []
  const key = JSON.stringify([used.key, periods.all])
  return [
    page(archive, termAddress(term.id), key, () => {
      const uses = users().map((record): UsingArticle => {
        return { link: linkOf(record), sentence: sentenceOf(record, place) }
      })
      const entry = { term, definition: definitions().get(term.id), use }
      return renderTermPage({ site, entry, idOf, periods: periods.all, uses }, engine, report)
    }),
  ]
}
