import { articleAddress } from '../../editions/archive/index.ts'
import type { ArticleSummary } from '../build-result.ts'
import { planArchive } from '../plan-archive.ts'
import { inspectLogo } from '../plan-issues.ts'
import { readArticles } from '../read-articles.ts'
import type { Output } from '../write-outputs.ts'

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
  /** What makes the pictures that it shows, by their files, from `out/`. */
  pictures: ReadonlyMap<string, () => Promise<Uint8Array | undefined>>
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
    // As a page, also where the archive is made of fragments for another site.
    const archive = { ...content.settings.archive, shape: 'site' as const }
    const whole = { ...content, settings: { ...content.settings, archive } }
    const plan = planArchive({ content: whole, records: [record], issues: [], logo, cache, report })
    const outputs = plan.filter((output) => 'make' in output)
    const file = `archive/${decodeURIComponent(articleAddress(slug))}index.html`
    const html = await outputs.find((output) => output.file === file)?.make()
    if (typeof html !== 'string') return undefined
    const pictures = outputs.filter((output) => output.file.startsWith('archive/images/'))
    return {
      isDraft: record.facts.meta.draft,
      html,
      pictures: new Map(pictures.map((output) => [output.file, () => bytesOf(output)])),
    }
  })
  return used
}

async function bytesOf(picture: Output): Promise<Uint8Array | undefined> {
  const content = await picture.make()
  return content instanceof Uint8Array ? content : undefined
}
