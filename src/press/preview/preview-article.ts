import { articleAddress } from '../../editions/archive/index.ts'
import type { ArticleSummary } from '../build-result.ts'
import { inspectLogo } from '../plan-issues.ts'
import { readArticles } from '../read-articles.ts'
import { makeArchivePage, type LazyFiles } from './archive-page.ts'

/** What is at work: no build puts anything of it in `out/`. */
export interface Drafts {
  articles: ArticleSummary[]
  issues: { id: string; subject: string }[]
}

/** Lists the drafts of a workspace. */
export async function listDrafts(root: string): Promise<Drafts> {
  const { used } = await readArticles(root, ({ content, records }): Drafts => {
    const articles = records
      .filter(({ facts }) => facts.meta.draft)
      .map(({ file, facts }) => ({ file, slug: facts.meta.slug, title: facts.meta.title }))
    const issues = content.issues
      .filter(({ issue }) => issue.draft)
      .map(({ issue }) => ({ id: issue.id, subject: issue.subject }))
    return { articles, issues }
  })
  return used ?? { articles: [], issues: [] }
}

/** The page of an article that is not in `out/`. */
export interface PreviewedArticle {
  isDraft: boolean
  html: string
  /** The pictures that it shows, and what else it loads. */
  pictures: LazyFiles
}

/**
 * Makes the page that an article would have in the archive: a draft, or one that an error keeps out of it. It is made
 * as if there were no other articles, and nothing is written.
 */
export async function previewArticle(root: string, slug: string): Promise<PreviewedArticle | undefined> {
  const { used } = await readArticles(root, async ({ content, records, cache, report }) => {
    const record = records.find(({ facts }) => facts.meta.slug === slug)
    if (!record) return undefined
    const logo = await inspectLogo(content, report)
    const plan = { content, records: [record], issues: [], logo, cache, report }
    const page = await makeArchivePage(plan, articleAddress(slug))
    return page && { isDraft: record.facts.meta.draft, html: page.html, pictures: page.files }
  })
  return used
}
