import { articleAddress, issueAddress } from './addresses.ts'

/** An article as lists show it. */
export interface ListedArticle {
  slug: string
  title: string
  date?: string | undefined
  summary?: string | undefined
  series?: string | undefined
}

/** An issue as lists show it. */
export interface ListedIssue {
  id: string
  title: string
  date: string
  number?: number | undefined
}

/** A page of articles, such as a tag's, as lists show it; its address counts from the archive's root. */
export interface ListedName {
  name: string
  address: string
  /** How many articles it has. */
  count: number
}

/** An article for the templates of a page from which `root` leads to the archive's root. */
export function articleScope({ slug, title, date, summary }: ListedArticle, root: string): object {
  return { title, date: date ?? null, summary: summary ?? null, url: root + articleAddress(slug) }
}

export function issueScope({ id, title, date, number }: ListedIssue, root: string): object {
  return { id, title, date, number: number ?? null, url: root + issueAddress(id) }
}

export function nameScope({ name, address, count }: ListedName, root: string): object {
  return { title: name, url: root + address, count }
}
