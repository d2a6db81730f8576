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

/** Which edition is looked at. */
export type EditionShown = 'page' | 'email' | 'text'

/** `POST /-/preview`: how a text would look, and what is wrong with it, as if it were saved. */
export interface PreviewRequest {
  file: string
  source: string
  show: EditionShown
  /** Of the letters in the last answer; nothing for the first. */
  letter?: string
}

export interface PreviewAnswer {
  /** Of this file only, in its order. */
  diagnostics: Diagnostic[]
  /** Of the text, in its order. */
  headings: HeadingPlace[]
  /** The letters that carry it: for an article that no issue lists one that would carry it alone. */
  letters: LetterChoice[]
  /** Which of these is shown. */
  letter?: string
  /** The glossary's terms that it uses, in the order of their first mentions. */
  terms: UsedTerm[]
  /** Letters that no term explains, in the order of their first places. */
  unknown: UnknownLetters[]
  /** Of the text, without its front matter. */
  words: number
  /** Errors of the settings, templates and glossary, where there is no edition: they may be why. */
  elsewhere?: Diagnostic[]
  /** Nothing where an error stops it. */
  edition?: ShownPage | ShownEmail | ShownText
}

export interface HeadingPlace {
  line: number
  /** From 1. */
  depth: number
  text: string
  /** Its id in the archive's page; nothing in other editions. */
  id?: string
}

export interface LetterChoice {
  /** Names it in the next request. */
  id: string
  /** For a list to choose from: the subject, and the passages it has where there are several. */
  label: string
}

export interface UsedTerm {
  letters: string
  expansion: string
  mentions: number
}

export interface UnknownLetters {
  letters: string
  line: number
  column: number
  /** What the text itself says they stand for. */
  expansion?: string
}

/** A page of the archive. */
export interface ShownPage {
  kind: 'page'
  html: string
  /** Where it would be on this server: what its own addresses start from. */
  address: string
}

export interface ShownEmail {
  kind: 'email'
  /** As a mail program would show it, with a sample member's values in place of the tokens. */
  html: string
  /** As for pages. */
  address: string
  subject: string
  preheader: string
  sender: string
  /** Of the HTML, in bytes. */
  sizeBytes: number
}

export interface ShownText {
  kind: 'text'
  text: string
}

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
