import type { Heading, RootContent } from 'mdast'
import type { Messages } from '../../templates/index.ts'
import type { IssueInput, LetterImage, MentionMark } from '../issue-input.ts'
import type { Mention } from '../../model/mention.ts'
import type { Figure } from '../../model/tree.ts'
import { keepPlace } from '../keep-place.ts'
import { safeUrl } from '../safe-url.ts'
import type { ContentStyles } from './content-styles.ts'
import type { LetterMeasures } from './measures/letter-measures.ts'
import type { Sides } from './sides.ts'

/** What turning one file's blocks into a letter needs to know. */
export interface Content {
  styles: ContentStyles
  measures: LetterMeasures
  startSide: Sides['startSide']
  words: Messages
  /** Numbers of footnotes by identifier. */
  noteNumbers: ReadonlyMap<string, number>
  /** A level for every heading; see `headingLevels`. */
  levels: ReadonlyMap<Heading, number>
  image(url: string): LetterImage | undefined
  /** An absolute, safe address, or nothing. */
  link(url: string): string | undefined
  mark(mention: Mention): MentionMark | undefined
}

/** The resolvers of one file; `pageUrl` is where its fragments lead. */
export function contentResolvers(
  input: IssueInput,
  file: string,
  pageUrl: string,
): Pick<Content, 'image' | 'link' | 'mark'> {
  return {
    image: (url) => input.image(url, file) ?? remoteImage(url),
    link: (url) =>
      safeUrl(keepPlace(url.startsWith('#') ? pageUrl + url : input.link(url, file), input.settings)),
    mark: (mention) => (mention.where === 'prose' ? input.mark(mention) : undefined),
  }
}

/** A picture elsewhere on the web would be a request to a third party. */
function remoteImage(_url: string): undefined {
  return undefined
}

/** A block that stands alone or a run of those that share one text. */
export type BlockGroup = { kind: 'text'; blocks: RootContent[] } | { kind: 'alone'; block: RootContent }

const aloneTypes = new Set(['drawing', 'figure', 'table', 'thematicBreak', 'button'])

/** Consecutive prose goes together: one `mj-text` a run costs a fifth of one for each block. */
export function groupBlocks(blocks: readonly RootContent[]): BlockGroup[] {
  const groups: BlockGroup[] = []
  for (const block of blocks.flatMap(flattened)) {
    const last = groups.at(-1)
    if (aloneTypes.has(block.type) || lonePicture(block)) groups.push({ kind: 'alone', block })
    else if (last?.kind === 'text') last.blocks.push(block)
    else groups.push({ kind: 'text', blocks: [block] })
  }
  return groups
}

/** A passage's own blocks: by now it is known that this reader gets them. */
function flattened(block: RootContent): RootContent[] {
  return block.type === 'audiencePassage' ? block.children.flatMap(flattened) : [block]
}

/** The picture of a paragraph that holds nothing else. */
export function lonePicture(block: RootContent): Pick<Figure, 'url' | 'alt' | 'link'> | undefined {
  if (block.type === 'figure') return block
  if (block.type !== 'paragraph' || block.children.length !== 1) return undefined
  const only = block.children[0]
  return only?.type === 'image' ? { url: only.url, alt: only.alt ?? '' } : undefined
}
