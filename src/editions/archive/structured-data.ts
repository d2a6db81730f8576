import type { ArticleFacts } from '../../model/article.ts'
import type { Settings } from '../../model/settings.ts'
import { absolute } from './absolute.ts'
import { articleAddress, issueAddress } from './addresses.ts'
import { changedOn } from './changed-on.ts'
import type { IssueReference } from './article-page.ts'
import type { Thing } from './json-ld.ts'
import type { ArchiveSite } from './site.ts'

/** A step of the way to a page: its address counts from the archive's root. */
export interface Crumb {
  name: string
  address: string
}

/** The publication and the site it is read on, for the archive's first page. */
export function publicationThings(site: ArchiveSite): Thing[] {
  const { title, description, language } = site.settings
  return [
    {
      '@type': 'WebSite',
      '@id': `${absolute(site.settings, '')}#website`,
      name: title,
      url: absolute(site.settings, ''),
      description,
      inLanguage: language,
      publisher: organisation(site),
    },
    {
      ...periodical(site.settings),
      description,
      inLanguage: language,
      publisher: organisation(site),
    },
  ]
}

/** What an article's structured data is made from. */
export interface ArticleData {
  site: ArchiveSite
  facts: Pick<ArticleFacts, 'meta' | 'wordCount'>
  /** The title of its series. */
  section: string | undefined
  /** The whole address of its picture. */
  image: string | undefined
  /** The issues that carried it. */
  issues: readonly IssueReference[]
}

/** An article, the issues that carried it and the publication they belong to. */
export function articleThing({ site, facts, section, image, issues }: ArticleData): Thing {
  const { settings } = site
  const { meta, wordCount } = facts
  const url = absolute(settings, articleAddress(meta.slug))
  return {
    '@type': 'Article',
    '@id': `${url}#article`,
    headline: meta.title,
    description: meta.summary,
    url,
    mainEntityOfPage: url,
    sameAs: meta.canonicalUrl,
    datePublished: meta.date,
    dateModified: changedOn(meta),
    author: meta.authors.length > 0 ? meta.authors.map(person) : organisation(site),
    publisher: organisation(site),
    image,
    inLanguage: settings.language,
    articleSection: section,
    keywords: meta.tags.length > 0 ? meta.tags : undefined,
    wordCount,
    isPartOf:
      issues.length > 0 ? issues.map((issue) => issueReferenceThing(settings, issue)) : periodical(settings),
  }
}

/** What an issue's structured data is made from. */
export interface IssueData extends IssueReference {
  description: string
  articles: readonly { slug: string; title: string }[]
}

/** An issue and its articles. */
export function issueThing(site: ArchiveSite, issue: IssueData): Thing {
  const { settings } = site
  return {
    ...issueReferenceThing(settings, issue),
    description: issue.description,
    inLanguage: settings.language,
    publisher: organisation(site),
    hasPart: issue.articles.map(({ slug, title }) => {
      const url = absolute(settings, articleAddress(slug))
      return { '@type': 'Article', '@id': `${url}#article`, headline: title, url }
    }),
  }
}

function issueReferenceThing(settings: Settings, { id, title, number, date }: IssueReference): Thing {
  const url = absolute(settings, issueAddress(id))
  return {
    '@type': 'PublicationIssue',
    '@id': `${url}#issue`,
    name: title,
    url,
    issueNumber: number,
    datePublished: date,
    isPartOf: periodical(settings),
  }
}

/** The way from the archive's first page to this one, which is its last step. */
export function breadcrumbs({ settings }: ArchiveSite, crumbs: readonly Crumb[]): Thing {
  const steps = [{ name: settings.title, address: '' }, ...crumbs]
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, address }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: absolute(settings, address),
    })),
  }
}

function periodical(settings: Settings): Thing {
  const url = absolute(settings, '')
  return { '@type': 'Periodical', '@id': `${url}#publication`, name: settings.title, url }
}

function organisation({ settings, logo }: ArchiveSite): Thing {
  return {
    '@type': 'Organization',
    name: settings.organisation,
    logo: logo && absolute(settings, logo.file),
  }
}

function person(name: string): Thing {
  return { '@type': 'Person', name }
}
