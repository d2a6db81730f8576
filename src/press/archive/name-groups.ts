import { collatorOf, slugOfName } from '../../editions/archive/index.ts'
import type { Settings } from '../../model/settings.ts'
import type { ArticleRecord } from '../article-records.ts'

/** What shares a name. */
export interface NamedGroup<T> {
  /** The part of its address: names that differ only in case or signs are one. */
  slug: string
  /** As it is written most often. */
  name: string
  /** How often each spelling occurs. */
  spellings: ReadonlyMap<string, number>
  members: readonly T[]
}

/** The articles that share a tag, an author or a series. */
export interface NameGroup extends Pick<NamedGroup<ArticleRecord>, 'slug' | 'name'> {
  /** As articles name it. */
  id: string
  /** What the settings say of a series. */
  description?: string | undefined
  records: readonly ArticleRecord[]
}

/** A group for each tag, by name. */
export function tagGroups(records: readonly ArticleRecord[], { language }: Settings): NameGroup[] {
  return groupByName(records, language, ({ facts }) => facts.meta.tags).map(nameGroup)
}

/** Tells for each tag how it is written most often. */
export function tagSpellings(
  records: readonly ArticleRecord[],
  { language }: Settings,
): (tag: string) => string {
  const groups = groupByName(records, language, ({ facts }) => facts.meta.tags)
  const usual = new Map(
    groups.flatMap(({ name, spellings }) => [...spellings.keys()].map((spelling) => [spelling, name])),
  )
  return (tag) => usual.get(tag) ?? tag
}

/** A group for each author, by name. */
export function authorGroups(records: readonly ArticleRecord[], { language }: Settings): NameGroup[] {
  return groupByName(records, language, ({ facts }) => facts.meta.authors).map(nameGroup)
}

/** A group for each series that has articles: those of the settings in their order, then others by name. */
export function seriesGroups(records: readonly ArticleRecord[], settings: Settings): NameGroup[] {
  const groups = groupByName(records, settings.language, ({ facts }) => [facts.meta.series ?? []].flat()).map(
    nameGroup,
  )
  const others = new Map(groups.map((group) => [group.slug, group]))
  const known = settings.series.flatMap(({ id, title, description }) => {
    const group = others.get(slugOfName(id))
    if (!group) return []
    others.delete(group.slug)
    return [{ ...group, name: title, description }]
  })
  return [...known, ...others.values()]
}

function nameGroup({ slug, name, members }: NamedGroup<ArticleRecord>): NameGroup {
  return { slug, name, id: name, records: members }
}

/** A group for each tag of whatever has tags, by name. */
export function tagGroupsOf<T>(
  members: readonly T[],
  tagsOf: (member: T) => readonly string[],
  { language }: Settings,
): NamedGroup<T>[] {
  return groupByName(members, language, tagsOf)
}

interface Gathered<T> {
  slug: string
  /** How often each spelling occurs. */
  spellings: Map<string, number>
  members: T[]
}

function groupByName<T>(
  members: readonly T[],
  language: string,
  namesOf: (member: T) => readonly string[],
): NamedGroup<T>[] {
  const groups = new Map<string, Gathered<T>>()
  for (const member of members) for (const name of namesOf(member)) gather(groups, name, member)
  const { compare } = collatorOf(language)
  return [...groups.values()]
    .map(({ slug, spellings, members }) => ({ slug, name: usualSpelling(spellings), spellings, members }))
    .sort((one, other) => compare(one.name, other.name) || (one.slug < other.slug ? -1 : 1))
}

function gather<T>(groups: Map<string, Gathered<T>>, name: string, member: T): void {
  const slug = slugOfName(name)
  const group = groups.get(slug) ?? { slug, spellings: new Map<string, number>(), members: [] }
  groups.set(slug, group)
  group.spellings.set(name, (group.spellings.get(name) ?? 0) + 1)
  if (group.members.at(-1) !== member) group.members.push(member)
}

/** The most frequent, and of several such the first in the order of their signs: never the one read first. */
function usualSpelling(spellings: ReadonlyMap<string, number>): string {
  const [[usual] = ['']] = [...spellings].sort(
    ([one, oneCount], [other, otherCount]) => otherCount - oneCount || (one < other ? -1 : 1),
  )
  return usual
}
