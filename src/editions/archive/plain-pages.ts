import type { Report } from '../../diagnostics/index.ts'
import type { TemplateEngine } from '../../templates/index.ts'
import { articleAddress } from './addresses.ts'
import { pageScope, type ArchiveSite } from './site.ts'
import { pageWords } from './words-language.ts'

/** What the page at an article's old address shows. */
export interface RedirectPage {
  site: ArchiveSite
  /** The article that lives elsewhere now. */
  slug: string
  title: string
}

/** The page at `/articles/<alias>/`, which leads on by itself. */
export function renderRedirectPage(
  data: RedirectPage,
  engine: TemplateEngine,
  report: Report,
): string | undefined {
  const { site, slug, title } = data
  const address = articleAddress(slug)
  const root = '../../'
  const head = { kind: 'redirect', title: pageWords(site.settings.language).movedTitle, address } as const
  const target = { title, url: root + address }
  return engine.render('redirect', { ...pageScope(site, head, root), target }, report)
}

/** What the page for addresses that lead nowhere shows. */
export interface NotFoundPage {
  site: ArchiveSite
}

/** `/404.html`, which hosts show at any depth: its addresses begin at the root of the host. */
export function renderNotFoundPage(
  { site }: NotFoundPage,
  engine: TemplateEngine,
  report: Report,
): string | undefined {
  const { baseUrl, language } = site.settings
  const root = `${new URL(baseUrl).pathname.replace(/\/+$/, '')}/`
  const head = { kind: 'notFound', title: pageWords(language).notFoundTitle } as const
  return engine.render('not-found', pageScope(site, head, root), report)
}
