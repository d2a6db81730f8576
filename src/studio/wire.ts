import type { Diagnostic } from '../diagnostics/index.ts'

/*
 * What the studio's page and its server say to each other, as JSON: types only, for both sides. A file is a path from
 * the workspace's root with forward slashes. Lines and columns count from 1 in UTF-16 units.
 */

/** An answer that is not what was asked for, of any status from 400. */
export interface Problem {
  /** What is wrong: "Unexpected X, expected Y". */
  message: string
  /** What to do about it. */
  note: string
}

/** `GET /-/text?file=…`: a file of `articles/` to write on. */
export interface OpenedText {
  file: string
  kind: 'article' | 'issue'
  source: string
  /** Of the file as it is on the disk: a save says on which it is based. `none` where it is not there any more. */
  hash: string
  /** What was written later and never saved. */
  unsaved?: UnsavedText
}

/** Text that is kept until it is saved, so that a crash loses nothing. */
export interface UnsavedText {
  source: string
  /** Of the file that it is based on. */
  base: string
  /** When it was kept: ISO 8601, UTC. */
  at: string
}

/** `PUT /-/unsaved` keeps what is being written; `PUT /-/text` saves it. `DELETE /-/unsaved?file=…` lets it go. */
export interface WrittenText {
  file: string
  source: string
  /** Of the file that it is based on. */
  base: string
  /** The same where somebody else wrote that file, and its author decided for this text: a save keeps a copy of it. */
  overruled?: string
}

/**
 * Of `PUT /-/text`: saved (200), or not (409) because somebody else has changed the file: then it comes along. One that
 * was deleted `isGone`, with the hash `none` and no text; a save that is based on `none` makes it anew.
 */
export type SaveAnswer =
  { saved: true; hash: string } | { saved: false; hash: string; source: string; isGone?: true }

/** `POST /-/preview` takes a `PreviewRequest`, and is answered with a `Preview`. */
export type {
  EditionShown,
  HeadingPlace,
  Preview,
  PreviewRequest,
  ShownEmail,
  UsedTerm,
} from '../model/preview.ts'
export type { UnexplainedLetters } from '../model/article.ts'

/** `POST /-/terms`: a term for the glossary. Answered with what it came to. */
export interface NewTerm {
  letters: string
  expansion: string
}

export interface TermAnswer {
  /** Whether it is in the glossary now; if not, the findings say why. */
  added: boolean
  diagnostics: Diagnostic[]
}

/** `POST /-/articles`: a new draft. */
export interface NewArticle {
  title: string
}

/** `POST /-/issues`: a new issue, which is a draft. */
export interface NewIssue {
  subject: string
  /** The day it is dated, like `2023-11-17`: its name is the month. */
  date: string
}

/** Of `POST /-/articles`, of `POST /-/issues`, and of `POST /-/documents?name=…` with a document's bytes. */
export interface MadeArticleAnswer {
  /** The article or issue that was made; nothing where the document could not be read. */
  file?: string
  diagnostics: Diagnostic[]
}

/** `POST /-/pictures?file=…&name=…` with a picture's bytes: puts it beside the file. */
export interface PictureAnswer {
  /** Its address as the file's Markdown writes it, such as `images/branch-meeting.jpg`. */
  address: string
}

/**
 * Of `POST /-/pasted?file=…&above=…` with what was copied as HTML, which comes under a heading of this level: its pictures
 * are put beside the file.
 */
export interface PastedAnswer {
  /** Nothing where there is nothing to take. */
  markdown?: string
  /** Whether it is words within a paragraph. */
  isInline: boolean
  /** What could not be taken over. */
  diagnostics: Diagnostic[]
}

/** `GET /-/names`: what can be linked or shown, for completion. */
export interface Names {
  articles: { file: string; title: string; slug: string }[]
  pictures: string[]
  /** What articles and issues may name as their series: those of the settings, and those that articles name. */
  series: { id: string; title: string }[]
}
