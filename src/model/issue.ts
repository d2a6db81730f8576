import type { FilePlace } from './place.ts'

/** How an issue carries an article. */
export interface IssueArticle {
  slug: string
  /** Whole, or as its summary with a link. */
  as: 'full' | 'summary'
  place: FilePlace
}

/** One mailing: what its file says. */
export interface Issue {
  /** Its file's name without `.md`. */
  id: string
  file: string
  number?: number
  title: string
  /** `2023-03-02`. */
  date: string
  subject: string
  preheader: string
  articles: IssueArticle[]
  /** An audience expression in normal form. */
  audience?: string
  /** The series it belongs to, which members may have left. */
  series?: string
  /** The name of an e-mail template, without `.mjml`. */
  template: string
  draft: boolean
  /** The editor's introduction, in Markdown, and where it begins in the file. */
  body: string
  bodyOffset: number
  place: FilePlace
  /** Where some of its keys stand, for diagnostics. */
  places: Record<'title' | 'subject' | 'preheader' | 'audience' | 'template' | 'series', FilePlace>
}
