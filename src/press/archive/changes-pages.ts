import { passagesOf, processArticle } from '../../articles/index.ts'
import { changesAddress } from '../../editions/archive/index.ts'
import { createGlossaryIndex } from '../../glossary/matcher/index.ts'
import type { Passage } from '../../model/mailed.ts'
import type { ArticleRecord } from '../article-records.ts'
import { sourceOfRecord } from '../kept-article.ts'
import type { Mailing } from '../mailed/read-mailed.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import { articleReference } from './listed.ts'

/** For each article whose words are others than those last mailed: the mailing. */
export function changedSinceMailed({ content, records }: Archive): Map<string, Mailing> {
  const lastOf = new Map<string, Mailing>()
  for (const mailing of content.mailed) {
    for (const slug of Object.keys(mailing.record.articles)) lastOf.set(slug, mailing)
  }
  return new Map(
    records.flatMap(({ facts: { meta }, textHash }) => {
      const mailing = lastOf.get(meta.slug)
      const isChanged = mailing && mailing.record.articles[meta.slug] !== textHash
      return isChanged ? [[meta.slug, mailing] as const] : []
    }),
  )
}

/** For each of these a page that shows the difference. */
export function changesPages(archive: Archive): Output[] {
  const changed = changedSinceMailed(archive)
  return archive.records.flatMap((record): Output[] => {
    const { slug } = record.facts.meta
    const mailing = changed.get(slug)
    if (!mailing) return []
    const key = JSON.stringify([record.key, mailing.folder, mailing.hash])
    return [page(archive, changesAddress(slug), key, () => changesPage(archive, record, mailing))]
  })
}

async function changesPage(
  archive: Archive,
  record: ArticleRecord,
  mailing: Mailing,
): Promise<string | undefined> {
  const { site, engine, report, content } = archive
  const article = articleReference(record)
  const { textsSchema } = await import('../mailed/mailed-schema.ts')
  const { readMailedJson } = await import('../mailed/read-mailed.ts')
  const texts = readMailedJson(content.root, `${mailing.folder}/articles.json`, textsSchema, report)
  const before = texts?.articles.find(({ slug }) => slug === article.slug)?.passages
  const after = await presentPassages(archive, record)
  if (!before || !after) return undefined
  const { mailedOn } = mailing.record
  const { renderChangesPage } = await import('../../editions/archive/changes/index.ts')
  return renderChangesPage({ site, article, mailedOn, before, after }, engine, report)
}

/** Read anew: the cache keeps no tree. What is wrong with the article has been reported already. */
async function presentPassages(
  { content, site, cache }: Archive,
  record: ArticleRecord,
): Promise<Passage[] | undefined> {
  const source = await sourceOfRecord(record, content, cache)
  const index = createGlossaryIndex(content.terms)
  return source && passagesOf(processArticle(source, { settings: site.settings, index }, () => undefined))
}
