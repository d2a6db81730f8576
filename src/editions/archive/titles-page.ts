import type { Report } from '../../diagnostics/index.ts'
import { formatDate, type TemplateEngine } from '../../templates/index.ts'
import { collatorOf } from './abbreviations.ts'
import { articleAddress, titlesAddress } from './addresses.ts'
import { escapeHtml } from './escape-html.ts'
import { groupByLetter, nameInOrder } from './letters.ts'
import type { ListedArticle } from './listed.ts'
import { pageScope, type ArchiveSite } from './site.ts'
import { breadcrumbs } from './structured-data.ts'
import { pageWords } from './words-language.ts'

/** What the page of all titles shows. */
export interface TitlesPage {
  site: ArchiveSite
  articles: readonly Omit<ListedArticle, 'summary'>[]
}

const root = '../'

/** The page at `/titles/`: every article from A to Z. Its lines are put together here, for there may be thousands. */
export function renderTitlesPage(
  data: TitlesPage,
  engine: TemplateEngine,
  report: Report,
): string | undefined {
  const { site } = data
  const { language } = site.settings
  const words = pageWords(language)
  const address = titlesAddress()
  const head = {
    kind: 'titles',
    title: words.allTitles,
    description: words.titlesIntroduction,
    address,
    things: [breadcrumbs(site, [{ name: words.allTitles, address }])],
  } as const
  const { compare } = collatorOf(language)
  const articles = [...data.articles].sort(
    (one, other) =>
      compare(nameInOrder(one.title), nameInOrder(other.title)) ||
      compare(one.date ?? '', other.date ?? '') ||
      (one.slug < other.slug ? -1 : 1),
  )
  const letters = groupByLetter(articles, ({ title }) => title, language).map(({ id, name, members }) => ({
    id,
    name,
    itemsHtml: members.map((article) => titleLine(article, language)).join('\n'),
  }))
  return engine.render('titles', { ...pageScope(site, head, root), letters, count: articles.length }, report)
}

function titleLine({ slug, title, date }: TitlesPage['articles'][number], language: string): string {
  const link = `<a href="${root}${articleAddress(slug)}">${escapeHtml(title)}</a>`
  if (date === undefined) return `<li>${link}</li>`
  return `<li>${link} <time datetime="${escapeHtml(date)}">${escapeHtml(formatDate(date, language))}</time></li>`
}
