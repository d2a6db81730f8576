import type { Report } from '../../diagnostics/index.ts'
import type { TemplateEngine } from '../../templates/index.ts'
import type { IssueReference } from './article-page.ts'
import { issueAddress } from './addresses.ts'
import { articleScope, type ListedArticle } from './listed.ts'
import { pageScope, type ArchiveSite, type SharedPicture } from './site.ts'
import { breadcrumbs, issueThing } from './structured-data.ts'

/** What an issue's page shows. */
export interface IssuePage {
  site: ArchiveSite
  issue: {
    id: string
    number?: number | undefined
    title: string
    date: string
    subject?: string | undefined
    preheader: string
  }
  /** What the letters of the issue are made of: a send looks for it, to know that the archive is as new as they are. */
  contentHash?: string | undefined
  /** The editor's introduction as HTML: from `renderProse`. */
  introduction: string
  /** Its articles in the order of the mailing. */
  articles: readonly ListedArticle[]
  /** The address of the e-mail as it was sent, where it can be read. */
  mail?: string | undefined
  /** What links to it show: the picture of its series. */
  cover?: SharedPicture | undefined
  previous?: IssueReference | undefined
  next?: IssueReference | undefined
}

const root = '../../'

/** The page at `/issues/<id>/`. Reports what is wrong in its template, and then gives nothing. */
export function renderIssuePage(data: IssuePage, engine: TemplateEngine, report: Report): string | undefined {
  const { site, issue, contentHash, introduction, articles, mail, cover, previous, next } = data
  const address = issueAddress(issue.id)
  const head = {
    kind: 'issue',
    title: issue.title,
    description: issue.preheader,
    address,
    contentHash,
    picture: cover,
    things: [
      issueThing(site, { ...issue, description: issue.preheader, articles }),
      breadcrumbs(site, [{ name: issue.title, address }]),
    ],
  } as const
  const scope = {
    title: issue.title,
    number: issue.number ?? null,
    date: issue.date,
    subject: issue.subject === undefined || issue.subject === issue.title ? null : issue.subject,
    introductionHtml: introduction,
    articles: articles.map((article) => articleScope(article, root)),
    mail: mail ?? null,
    previous: referenceScope(previous),
    next: referenceScope(next),
  }
  return engine.render('issue', { ...pageScope(site, head, root), issue: scope }, report)
}

function referenceScope(issue: IssueReference | undefined): object | null {
  return issue ? { title: issue.title, url: root + issueAddress(issue.id) } : null
}
