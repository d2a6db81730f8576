import type { Diagnostic } from '../diagnostics/index.ts'
import type { UnexplainedLetters } from './article.ts'

/** Which edition is looked at. */
export type EditionShown = 'page' | 'email' | 'text'

/** A text that is being written, and how it is looked at. */
export interface PreviewRequest {
  /** Of `articles/`, from the workspace's root with forward slashes; it need not be there yet. */
  file: string
  /** What is written so far. */
  source: string
  show: EditionShown
  /** Of the letters in an earlier preview. Default: the first. */
  letter?: string
}

/** How a text would look, and what is wrong with it, as if it were saved. */
export interface Preview {
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
  unknown: UnexplainedLetters[]
  /** Of the text, without its front matter. */
  words: number
  /** Errors of the settings, templates and glossary, where there is no edition: they may be why. */
  elsewhere?: Diagnostic[]
  /** Nothing where an error stops it. */
  edition?: ShownPage | ShownEmail | ShownText
}

/** A heading as the author wrote it. */
export interface HeadingPlace {
  line: number
  depth: number
  text: string
  /** Its id in the archive's page; nothing in other editions. */
  id?: string
}

/** One of the letters that carry a text. */
export interface LetterChoice {
  /** Names it in the next request. */
  id: string
  /** For a list to choose from: the subject, and the passages it has where there are several. */
  label: string
}

/** A term of the glossary as a text uses it. */
export interface UsedTerm {
  letters: string
  expansion: string
  mentions: number
}

/** A page of the archive. */
export interface ShownPage {
  kind: 'page'
  html: string
  /** Where it would be on a server of `out/`: what its own addresses start from. */
  address: string
}

/** A letter. */
export interface ShownEmail {
  kind: 'email'
  /** As a mail program would show it, with a sample member's values in place of the tokens. */
  html: string
  /** As for pages. */
  address: string
  subject: string
  preheader: string
  sender: string
  /** The HTML as it travels, quoted-printable: what mailbox providers count. */
  sizeBytes: number
}

/** A letter's plain text. */
export interface ShownText {
  kind: 'text'
  text: string
}
