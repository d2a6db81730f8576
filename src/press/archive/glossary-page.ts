import { renderGlossaryPage } from '../../editions/archive/index.ts'
import { readDefinitions } from '../definitions.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'
import { listedArticle } from './listed.ts'
import { newestFirst } from './order.ts'

/** The glossary; its lists of articles are newest first, as every list of the archive. */
export function glossaryPage(archive: Archive): Output {
  const { site, engine, report, content, cache } = archive
  const records = [...archive.records].sort(newestFirst)
  const articles = records.map(listedArticle)
  const usedIn = new Map<string, number[]>(content.terms.map(({ id }) => [id, []]))
  for (const [index, { termCounts }] of records.entries()) {
    for (const id of Object.keys(termCounts)) usedIn.get(id)?.push(index)
  }
  const key = JSON.stringify([articles, [...usedIn.values()]])
  return page(archive, 'glossary/', key, () => {
    const definitions = readDefinitions(content, cache)
    const entries = content.terms.map((term) => {
      return { term, definition: definitions.get(term.id), usedIn: usedIn.get(term.id) ?? [] }
    })
    return renderGlossaryPage({ site, entries, articles }, engine, report)
  })
}
