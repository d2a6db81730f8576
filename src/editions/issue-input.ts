import type { Nodes, Root } from 'mdast'
import type { Article, FoundDefinition } from '../model/article.ts'
import type { Issue } from '../model/issue.ts'
import type { Mention } from '../model/mention.ts'
import type { Settings } from '../model/settings.ts'
import type { RecipientTokens, TemplateEngine } from '../templates/index.ts'

/** A picture as a letter shows it; `url` is absolute, or `cid:…` where the picture travels with the letter. */
export interface LetterImage {
  url: string
  /** In CSS pixels, as shown. */
  width: number
  height: number
}

/** An article as an issue carries it. */
export interface CarriedArticle {
  /** Its tree holds only the passages of this variant. */
  article: Article
  as: 'full' | 'summary'
  /** Its address in the archive. */
  url: string
}

/** What a letter adds to a mention of a term; nothing at all for one that stays plain. */
export interface MentionMark {
  /** The term's entry in the archive's glossary. */
  href: string
  /** Added in brackets after the author's letters, unless the author has just said it. */
  expansion?: string | undefined
}

/** An entry of the list that closes a letter. */
export interface Abbreviation {
  term: string
  expansion: string
  /** The term's entry in the archive's glossary; nothing where only an author's own list has it. */
  href: string | undefined
}

/** One issue for one variant: all that its e-mail or its text is made of. */
export interface IssueInput {
  issue: Issue
  /** The editor's introduction, processed like an article's text. */
  intro: Root | undefined
  articles: CarriedArticle[]
  settings: Settings
  /** Over `templates/email`. */
  engine: TemplateEngine
  recipient: RecipientTokens
  /** The issue's address in the archive. */
  archiveUrl: string
  logo?: LetterImage | undefined
  /** The picture that a file of the workspace shows at `url`; nothing if it is not one of the workspace's own. */
  image(url: string, file: string): LetterImage | undefined
  /** The absolute address that a link of a file leads to. `#…` in an article is resolved before this is asked. */
  link(url: string, file: string): string
  /** How this edition marks a mention. */
  mark(mention: Mention): MentionMark | undefined
  /**
   * The ids of the terms whose letters a reader sees in a text that the file shows, such as its title, or in a block of
   * its tree that holds words.
   */
  termsIn(words: string | Nodes, file: string): Iterable<string>
  /** The list of abbreviations for the terms that are mailed, and for what the authors' own lists said. */
  abbreviations(termIds: ReadonlySet<string>, own: readonly FoundDefinition[]): Abbreviation[]
}

/** Where a letter that is too long ends: before block `block` of article `article`, and where to read on. */
export interface Cut {
  /** Counts from 0 in the issue's articles. */
  article: number
  /** Counts from 0 in the article's root; 0 leaves only its summary. */
  block: number
  continueUrl: string
}
