import { hash } from 'node:crypto'
import type { BuildResult } from '../press/index.ts'
import type { Authored } from './authored-list.ts'
import { authorsScript } from './authors-script.ts'
import { archiveLinks, articleLink, letterItems, notFinished } from './overview-page.ts'
import { escapeHtml, findingsList, studioPage, writeLink } from './studio-page.ts'
import type { KeptText } from './unsaved-store.ts'

/** What its page may do: run its one script, and ask this server. */
export const authorsPolicy = [
  "default-src 'none'",
  `script-src 'sha256-${hash('sha256', authorsScript, 'base64')}'`,
  "style-src 'unsafe-inline'",
  // Its icon, which is empty: browsers ask the server for one else.
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** What the page shows. */
export interface AuthorsPage {
  /** The build that it is of. */
  build: string
  result: BuildResult | undefined
  /** What can be written on. */
  authored: readonly Authored[]
  unsaved: readonly KeptText[]
}

/** The first page of the local server for who may write. A new build changes what it lists, and leaves the forms alone. */
export function authorsPage({ build, result, authored, unsaved }: AuthorsPage): string {
  const { diagnostics = [] } = result ?? {}
  const articles = authored.filter(({ kind }) => kind === 'article')
  const issues = authored.filter(({ kind }) => kind === 'issue')
  return studioPage(
    'Tidings',
    `<h1>Tidings</h1>
${forms}
<div id="made" data-build="${escapeHtml(build)}">
${result ? '' : notFinished}
${unsaved.length > 0 ? `<h2>Not saved yet</h2><p>Kept for you until you save it or let it go.</p><ul>${unsaved.map((kept) => unsavedItem(kept, authored)).join('')}</ul>` : ''}
${diagnostics.length > 0 ? `<p><a href="#findings">${findingsIn(diagnostics.length)}</a></p>` : ''}
<h2>Articles</h2><ul>${articles.map(articleItem).join('') || '<li>No article yet.</li>'}</ul>
<h2>Issues</h2><ul>${issues.map((issue) => issueItem(issue, result)).join('') || '<li>No issue yet.</li>'}</ul>
${diagnostics.length > 0 ? `<h2 id="findings">Findings</h2>${findingsList(diagnostics, true)}` : ''}
<h2>Archive</h2>${archiveLinks}
</div>
<script>${authorsScript}</script>`,
  )
}

const forms = `<h2>Write</h2>
<form id="new-article"><label for="title">Title of a new article</label><input id="title" name="title" required maxlength="300" autocomplete="off"><button>Begin a draft</button></form>
<form id="new-issue"><label for="subject">Subject of a new issue</label><input id="subject" name="subject" required maxlength="300" autocomplete="off"><label for="day">The day it is dated</label><input id="day" name="date" type="date" class="day" required><button>Begin an issue</button></form>
<form id="bring-document"><label for="document">A document that is to become an article: Word (.docx), a web page or plain text</label><input id="document" type="file" required accept=".docx,.html,.htm,.txt"><button>Bring it in</button></form>
<div id="said" role="status"></div>
<noscript><p>These forms need JavaScript.</p></noscript>`

function findingsIn(count: number): string {
  return count === 1 ? '1 finding' : `${count} findings`
}

const draftMark = ' <small>draft: not published</small>'

function articleItem({ file, slug, title, isDraft }: Authored): string {
  return `<li>${articleLink({ slug, title })}${isDraft ? draftMark : ''} ${writeLink(file, title)}</li>`
}

function issueItem({ file, slug, title, isDraft }: Authored, result: BuildResult | undefined): string {
  const letters = letterItems(result?.issues.filter(({ id }) => id === slug) ?? [])
  const note = isDraft
    ? ' <small>draft: its e-mail is made when it is none any more, which sends nothing</small>'
    : ''
  return `<li>${escapeHtml(title)}${note} ${writeLink(file, title)}${letters && `<ul>${letters}</ul>`}</li>`
}

/** The browser is on the same machine: the time here is the author's. */
function unsavedItem({ file, at }: KeptText, authored: readonly Authored[]): string {
  const title = authored.find((one) => one.file === file)?.title ?? file
  const when = new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
  return `<li>${escapeHtml(title)} <small>written ${escapeHtml(when)}</small> ${writeLink(file, title)}</li>`
}
