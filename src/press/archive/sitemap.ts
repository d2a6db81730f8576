import {
  articleAddress,
  changedOn,
  issueAddress,
  renderRobots,
  renderSitemap,
  type SitemapPage,
} from '../../editions/archive/index.ts'
import { hashOf } from '../hash.ts'
import type { Output } from '../write-outputs.ts'
import type { Archive } from './archive.ts'

/** What robots ask for: where they may go, and which of `pages` there are. What is for members is not for them. */
export function robotOutputs(archive: Archive, pages: readonly Output[]): Output[] {
  const { settings } = archive.site
  const robots = renderRobots(settings)
  const robotsOutput = { file: 'archive/robots.txt', key: hashOf(robots), make: () => robots }
  if (settings.archive.access === 'members') return [robotsOutput]
  const key = hashOf(archive.common, ...pages.map(({ file }) => file), ...daysOfChange(archive))
  const make = (): string => renderSitemap(settings, sitemapPages(archive, pages))
  return [robotsOutput, { file: 'archive/sitemap.xml', key, make }]
}

/** All that the sitemap says beside the addresses. */
function daysOfChange({ records, published }: Archive): string[] {
  return [
    ...records.map(({ facts: { meta } }) => `${meta.slug} ${changedOn(meta)}`),
    ...published.map(({ id, date }) => `${id} ${date}`),
  ]
}

function sitemapPages(archive: Archive, pages: readonly Output[]): SitemapPage[] {
  const changed = changesByAddress(archive)
  return pages.map(({ file }) => {
    const address = addressOf(file)
    return { address, changed: changed.get(address) }
  })
}

/** `archive/articles/b c/index.html` → `articles/b%20c/`. */
function addressOf(file: string): string {
  const path = file.replace(/^archive\//, '').replace(/(^|\/)index\.html$/, '$1')
  return path.split('/').map(encodeURIComponent).join('/')
}

/** The first page is as new as the newest of what it lists. */
function changesByAddress({ records, published }: Archive): Map<string, string> {
  const changed = new Map<string, string>()
  for (const { facts } of records) {
    const last = changedOn(facts.meta)
    if (last !== undefined) changed.set(articleAddress(facts.meta.slug), last)
  }
  for (const { id, date } of published) changed.set(issueAddress(id), date)
  const newest = [...changed.values()].sort().at(-1)
  if (newest !== undefined) changed.set('', newest)
  return changed
}
