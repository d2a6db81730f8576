import type { ArticleSummary, BuildResult } from '../press/index.ts'
import type { Drafts } from '../press/preview/index.ts'
import { escapeHtml, findingsList, studioPage } from './studio-page.ts'

const howToWrite =
  '<p>To write here, open the address that the terminal shows: it has a key, and only who has it may write.</p>'

/** The first page of the local server for who has no key: what was made, what is at work, and what is wrong. */
export function overviewPage(result: BuildResult | undefined, drafts?: Drafts): string {
  const { diagnostics = [], articles = [] } = result ?? {}
  return studioPage(
    'Tidings',
    `<h1>Tidings</h1>
${howToWrite}
${diagnostics.length > 0 ? `<h2>Findings</h2>${findingsList(diagnostics)}` : ''}
${result ? '' : notFinished}
<h2>E-mails</h2><ul>${letterItems(result?.issues ?? []) || '<li>No issue yet.</li>'}</ul>
${drafts ? draftList(drafts) : ''}<h2>Archive</h2>${archiveLinks}<ul>${articles.map(articleItem).join('')}</ul>`,
  )
}

export const notFinished = '<p>The first build is not finished yet.</p>'

export const archiveLinks =
  '<p><a href="/archive/">First page</a> · <a href="/archive/glossary/">Glossary</a></p>'

/** A link to each letter of these issues. */
export function letterItems(issues: BuildResult['issues']): string {
  const letters = issues.flatMap((issue) =>
    issue.variants.map((variant) => {
      const folder = `/email/${encodeURIComponent(issue.id)}/${encodeURIComponent(variant.id)}`
      return `<li><a href="${folder}/preview.html">${escapeHtml(issue.subject)}</a> <small>${escapeHtml(issue.id)}, ${escapeHtml(variant.id)}, ${Math.round(variant.sizeBytes / 1000)} KB</small></li>`
    }),
  )
  return letters.join('')
}

function articleItem(article: Pick<ArticleSummary, 'slug' | 'title'>): string {
  return `<li>${articleLink(article)}</li>`
}

export function articleLink({ slug, title }: Pick<ArticleSummary, 'slug' | 'title'>): string {
  return `<a href="/archive/articles/${encodeURIComponent(slug)}/">${escapeHtml(title)}</a>`
}

function draftList({ articles, issues }: Drafts): string {
  if (articles.length + issues.length === 0) return ''
  const letters = issues.map(
    ({ id, subject }) =>
      `<li>${escapeHtml(subject)} <small>articles/issues/${escapeHtml(id)}.md: its e-mail is made when you take out <code>draft: true</code>. That sends nothing.</small></li>`,
  )
  return `<h2>Drafts</h2><p>They are not published, and not in <code>out/</code>.</p><ul>${articles.map(articleItem).join('')}${letters.join('')}</ul>
`
}
