import type { Root } from 'mdast'
import type { Mention } from './mention.ts'
import type { FilePlace, Place } from './place.ts'
import type { Drawing } from './tree.ts'

/** What an article's front matter says, with its defaults filled in. */
export interface ArticleMeta {
  title: string
  /** `2023-03-02`. */
  date?: string
  updated?: string
  /** What was put right since it was published, oldest first. */
  corrections?: Correction[]
  authors: string[]
  /** The id of a series in the settings, or a name of its own. */
  series?: string
  summary?: string
  tags: string[]
  /** An audience expression in normal form: the members the whole article is for. */
  audience?: string
  /** The article's picture as written (a path beside the article). */
  image?: string
  imageAlt?: string
  /** Whether a picture with its title is made for links to it. */
  cover?: boolean
  draft: boolean
  /** Letters → sense. */
  senses: Record<string, string>
  /** The address of the original, where the article was first published elsewhere. */
  canonicalUrl?: string
  slug: string
  /** Old slugs that redirect here. */
  aliases: string[]
}

/** Something put right in an article after it was published. */
export interface Correction {
  /** `2023-11-20`. */
  date: string
  /** What was wrong and what is right, in plain words. */
  text: string
}

/** A picture of the workspace that an article shows. */
export interface ImageUse {
  /** As written in the article. */
  url: string
  /** The file, from the workspace's root, with forward slashes. */
  path: string
  place: Place
}

/** A heading of an article, for its contents and for links to its sections. */
export interface HeadingFact {
  /** The fragment of its address. */
  id: string
  depth: number
  text: string
  /** Of the file, from 1. */
  line: number
}

/** A link from an article to another article of the workspace. */
export interface ArticleLink {
  /** As written in the article. */
  url: string
  /** The file it names, from the workspace's root. */
  path: string
  /** The fragment, without `#`, or nothing. */
  fragment?: string
  place: Place
}

/** A definition found in an article's own words, in prose or in its closing list. */
export interface FoundDefinition {
  letters: string
  expansion: string
  place: Place
}

/** What the rest of the press needs to know of an article without its tree; plain data that can be cached. */
export interface ArticleFacts {
  /** From the workspace's root, with forward slashes. */
  file: string
  meta: ArticleMeta
  wordCount: number
  headings: HeadingFact[]
  mentions: Mention[]
  images: ImageUse[]
  links: ArticleLink[]
  /** The conditions of its passages in normal form, in order of appearance. */
  conditions: string[]
}

/** Letters that no term of the glossary explains, where a text has them first. */
export interface UnexplainedLetters {
  /** As a glossary would have them: of a plural that the text explains, the singular. */
  letters: string
  line: number
  column: number
  /** What the text itself says they stand for. */
  expansion?: string
}

/**
 * Which parser read a text: the native one; remark-parse as the settings say; or remark-parse because the text has
 * something that both may not read alike (`routed`), the machine has no native parser (`absent`), or it `failed`.
 */
export type ReadBy = 'native' | 'remark' | 'routed' | 'absent' | 'failed'

/** A text beside the tree, and the stretch of the source that it was written in. */
export interface Label {
  text: string
  place: Place | undefined
}

/** An article read, linked and checked. */
export interface Article {
  facts: ArticleFacts
  /** See `tree.ts` for its nodes. */
  tree: Root
  /** What the author's own list of abbreviations says that editions leave out, and have in theirs. */
  closingList: FoundDefinition[]
  /** The drawings in the tree. */
  drawings: Drawing[]
  /** What it shows and is no text of the tree: the titles of boxes, and what stands for pictures. */
  labels: Label[]
  /** The letters that were reported as no term of the glossary, as they are written. */
  undefinedLetters: ReadonlyMap<string, UnexplainedLetters>
  readBy: ReadBy
}

/** The front matter's place of one key, for diagnostics. */
export type MetaPlaces = Record<string, FilePlace>
