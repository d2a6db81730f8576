import type { Diagnostic } from '../diagnostics/index.ts'
import type { ArticleLink } from '../model/article.ts'
import type { Picture } from './picture-output.ts'
import type { Variant } from './plan-variants.ts'

/** An issue as built. */
export interface IssueSummary {
  id: string
  subject: string
  /** Over everything a member could see of it: see `manifest.ts`. */
  contentHash: string
  variants: VariantSummary[]
}

export interface VariantSummary extends Variant {
  /** From `out/`. */
  folder: string
  /** The HTML as it travels, quoted-printable. */
  sizeBytes: number
  /** Whether it breaks off with "continue in the archive". */
  split: boolean
}

/** An issue's editions, as the cache keeps them. */
export interface MadeIssue {
  summary: IssueSummary
  /** The introduction as HTML for the issue's page in the archive. */
  introduction: string
  /** The introduction's links to articles, and the fragments of its headings. */
  links: ArticleLink[]
  fragments: string[]
  /** From `out/email/<issue>/`. */
  files: Record<string, string>
  /** Pictures that the letters or the issue's page show. */
  pictures: Picture[]
  /** Whether the introduction shows pictures of its own. */
  hasOwnPictures: boolean
  diagnostics: Diagnostic[]
}
