import { collatorOf, slugOfName } from '../../editions/archive/index.ts'
import type { Settings } from '../../model/settings.ts'
import type { ArticleRecord } from '../article-records.ts'

/** The articles that share a tag, an author or a series. */
export interface NameGroup {
  /** The part of its address: names that differ only in case or signs are one. */
  slug: string
  /** As it is written most often. */
  name: string
  /** As articles name it. */
  id: string
  /** What the settings say of a series. */
  description?: string | undefined
  records: ArticleRecord[]
}

/** A group for each tag, by name. */
export function tagGroups(records: readonly ArticleRecord[], { language }: Settings): NameGroup[] {
  return groupByName(records, language, ({ facts }) => facts.meta.tags)
}

/** A group for each author, by name. */
export function authorGroups(records: readonly ArticleRecord[], { language }: Settings): NameGroup[] {
  return groupByName(records, language, ({ facts }) => facts.meta.authors)
}

/** A group for each series that has articles: those of the settings in their order, then others by name. */
export function seriesGroups(records: readonly ArticleRecord[], settings: Settings): NameGroup[] {
  const groups = groupByName(records, settings.language, ({ facts }) => [facts.meta.series ?? []].flat())
  const others = new Map(groups.map((group) => [group.slug, group]))
  const known = settings.series.flatMap(({ id, title, description }) => {
    const group = others.get(slugOfName(id))
    if (!group) return []
    others.delete(group.slug)
    return [{ ...group, name: title, description }]
  })
  return [...known, ...others.values()]
}

interface Gathered {
  slug: string
  /** How often each spelling occurs. */
  spellings: Map<string, number>
  records: ArticleRecord[]
}

function groupByName(
  records: readonly ArticleRecord[],
  language: string,
  namesOf: (record: ArticleRecord) => readonly string[],
): NameGroup[] {
  const groups = new Map<string, Gathered>()
  for (const record of records) for (const name of namesOf(record)) gather(groups, name, record)
  const { compare } = collatorOf(language)
  return [...groups.values()]
    .map(({ slug, spellings, records }) => {
      const name = usualSpelling(spellings)
      return { slug, name, id: name, records }
    })
    .sort((one, other) => compare(one.name, other.name) || (one.slug < other.slug ? -1 : 1))
}

function gather(groups: Map<string, Gathered>, name: string, record: ArticleRecord): void {
  const slug = slugOfName(name)
  const group = groups.get(slug) ?? { slug, spellings: new Map<string, number>(), records: [] }
  groups.set(slug, group)
  group.spellings.set(name, (group.spellings.get(name) ?? 0) + 1)
  if (group.records.at(-1) !== record) group.records.push(record)
}

/** The most frequent, and of several such the first in the order of their signs: never the one read first. */
export function usualSpelling(spellings: ReadonlyMap<string, number>): string {
  const [[usual] = ['']] = [...spellings].sort(
    ([one, oneCount], [other, otherCount]) => otherCount - oneCount || (one < other ? -1 : 1),
  )
  return usual
}
