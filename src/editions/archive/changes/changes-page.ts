import type { Report } from '../../../diagnostics/index.ts'
import type { Passage } from '../../../model/mailed.ts'
import { counted, type Messages, type TemplateEngine } from '../../../templates/index.ts'
import { articleAddress, changesAddress } from '../addresses.ts'
import type { ArticleReference } from '../article-page.ts'
import { comparePassages, type PassageChange, type TextPart } from './compare-passages.ts'
import { escapeHtml } from '../escape-html.ts'
import { pageScope, type ArchiveSite } from '../site.ts'
import { pageWords } from '../words-language.ts'

/** What the page of an article's changes shows. */
export interface ChangesPage {
  site: ArchiveSite
  article: ArticleReference
  /** `2026-12-01`. */
  mailedOn: string
  /** Its words as they were mailed, and as they are. */
  before: readonly Passage[]
  after: readonly Passage[]
}

const root = '../../../'

/** The page at `/articles/<slug>/changes/`. Reports what is wrong in its template, and then gives nothing. */
export function renderChangesPage(
  data: ChangesPage,
  engine: TemplateEngine,
  report: Report,
): string | undefined {
  const { site, article, mailedOn, before, after } = data
  const { language } = site.settings
  const words = pageWords(language)
  const changes = comparePassages(before, after, language)
  const head = {
    kind: 'changes',
    title: `${words.changesTitle}: ${article.title}`,
    address: changesAddress(article.slug),
  } as const
  const scope = {
    article: { title: article.title, url: root + articleAddress(article.slug) },
    mailedOn,
    count: changes.filter(({ kind }) => kind !== 'same').length,
    changesHtml: changes.map((change) => changeHtml(change, words)).join('\n'),
  }
  return engine.render('changes', { ...pageScope(site, head, root), ...scope }, report)
}

function changeHtml(change: PassageChange, words: Messages): string {
  if (change.kind === 'same') return unchangedHtml(change.passages, words)
  const parts: TextPart[] =
    change.kind === 'changed' ? change.parts : [{ kind: change.kind, text: change.passage.text }]
  return passageHtml(change.passage, parts.map((part) => partHtml(part, words)).join(''))
}

/** Folded away, because what changed is what the reader came for. */
function unchangedHtml(passages: readonly Passage[], words: Messages): string {
  const count = counted(words.language, passages.length, words.unchangedPassages)
  const inner = passages.map((passage) => passageHtml(passage, escapeHtml(passage.text)))
  return `<details class="unchanged"><summary>${escapeHtml(count)}</summary>\n${inner.join('\n')}\n</details>`
}

/** Headings are no headings of this page. */
function passageHtml({ kind }: Passage, html: string): string {
  if (kind === 'code') return `<pre class="passage-text"><code>${html}</code></pre>`
  return kind === 'heading'
    ? `<p class="passage-text passage-heading"><b>${html}</b></p>`
    : `<p class="passage-text">${html}</p>`
}

function partHtml({ kind, text }: TextPart, words: Messages): string {
  if (kind === 'same') return escapeHtml(text)
  const [name, label] = kind === 'added' ? ['ins', words.addedWords] : ['del', words.removedWords]
  return `<${name}>${heard(`${label} `)}${escapeHtml(text)}${heard(` ${words.changeEnds} `)}</${name}>`
}

function heard(words: string): string {
  return `<span class="heard">${escapeHtml(words)}</span>`
}
