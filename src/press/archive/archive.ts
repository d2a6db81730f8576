import type { Report } from '../../diagnostics/index.ts'
import type { ArchiveSite } from '../../editions/archive/index.ts'
import type { Issue } from '../../model/issue.ts'
import type { Term } from '../../model/term.ts'
import type { TemplateEngine } from '../../templates/index.ts'
import type { Cache } from '../../workspace/files/index.ts'
import type { ArticleRecord } from '../article-records.ts'
import { hashOf } from '../hash.ts'
import type { InspectedImage } from '../inspect-image.ts'
import type { MadeIssue } from '../issue-summary.ts'
import type { Content } from '../load-content.ts'
import type { Output } from '../write-outputs.ts'
import type { Covers } from './covers.ts'

export interface ArchivePlan {
  content: Content
  /** The articles that are published. */
  records: readonly ArticleRecord[]
  /** The issues that have editions. */
  issues: readonly MadeIssue[]
  logo: InspectedImage | undefined
  cache: Cache
  report: Report
}

/** What the pages are planned from. */
export interface Archive extends ArchivePlan {
  site: ArchiveSite
  covers: Covers
  engine: TemplateEngine
  terms: ReadonlyMap<string, Term>
  /** Issues that are published, in order of their dates. */
  published: readonly Issue[]
  /** Of what every page depends on. */
  common: string
}

/** A page at an address; `key` says all that it shows besides what every page depends on. */
export function page(
  { common }: Archive,
  address: string,
  key: string,
  make: () => Promise<string | undefined> | string | undefined,
): Output {
  const file = `archive/${decodeURIComponent(address)}${address === '' || address.endsWith('/') ? 'index.html' : ''}`
  return { file, key: hashOf(common, key), make }
}
