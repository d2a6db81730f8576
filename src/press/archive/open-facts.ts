import { hashOf } from '../hash.ts'
import type { Output } from '../write-outputs.ts'
import type { ArchivePlan } from './archive.ts'

/**
 * What strangers may know of an archive that is for members, for the service that stands before it: titles and summaries
 * where the publication opens them, and the hashes of the letters, by which a send sees that the archive is live. No
 * server serves a file with a dot at its start.
 */
export function openFacts({ content, records, issues }: ArchivePlan): Output[] {
  const { access, openSummaries } = content.settings.archive
  if (access !== 'members') return []
  const open = openSummaries ? records : []
  const articles = open.flatMap(({ facts: { meta } }) => {
    const { slug, aliases, title, summary } = meta
    return [slug, ...aliases].map((name) => [name, { title, summary }])
  })
  const hashes = issues.map(({ summary }) => [summary.id, summary.contentHash])
  const text = JSON.stringify({ articles: Object.fromEntries(articles), issues: Object.fromEntries(hashes) })
  return [{ file: 'archive/.open.json', key: hashOf(text), make: () => text }]
}
