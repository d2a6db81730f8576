import type { Background } from '../figures/index.ts'
import type { GlossaryIndex } from '../glossary/matcher/index.ts'
import type { Article } from '../model/article.ts'
import type { Term } from '../model/term.ts'
import type { MailDrawing } from '../model/tree.ts'
import type { Cache } from '../workspace/files/index.ts'
import type { ArticleRecord } from './article-records.ts'
import type { InspectedImage } from './inspect-image.ts'
import type { Content, IssueSource } from './load-content.ts'
import type { SourceVetter } from './source-vetter.ts'

/** What every issue of a build is made from. */
export interface IssueMaterial {
  content: Content
  recordOfSlug: Map<string, ArticleRecord>
  /** The slug of each published article by its file, in composed letters. */
  slugs: ReadonlyMap<string, string>
  terms: Map<string, Term>
  /** Made when it is first asked for. */
  readonly index: GlossaryIndex
  logo: InspectedImage | undefined
  vetter: SourceVetter
  cache: Cache
  background: Background | undefined
}

/** An issue's parts, read and processed, before the variants part. */
export interface IssueParts {
  source: IssueSource
  /** The editor's introduction, processed like an article; nothing where there is none. */
  intro: Article | undefined
  articles: { article: Article; source: string; as: 'full' | 'summary' }[]
  /** Every picture of these, by its path. */
  images: Map<string, InspectedImage>
  /** What the build draws for the letters, by what stands for its address in the tree. */
  drawings: Map<string, MailDrawing>
}
