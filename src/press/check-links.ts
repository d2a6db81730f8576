import { posix } from 'node:path'
import { closest, type Finding, type Report } from '../diagnostics/index.ts'
import type { ArticleLink } from '../model/article.ts'
import type { Cache } from '../workspace/files/index.ts'
import type { ArticleRecord, ArticleRecords } from './article-records.ts'
import { readDetails } from './kept-article.ts'
import { isIssue } from './read-content.ts'

/** What links may lead to; files by their names in composed letters, as links have them. */
export interface LinkTargets {
  byFile: ReadonlyMap<string, ArticleRecord>
  /** Files that could not be read. */
  unread: ReadonlySet<string>
  /** The fragments of an article's headings. */
  fragments: (record: ArticleRecord) => ReadonlySet<string>
}

/** The links of a text, and where it is itself no article, the fragments of its headings. */
export interface LinkedText {
  file: string
  links: readonly ArticleLink[]
  /** A draft may link to another: both can be published together. */
  isDraft?: boolean
  fragments?: readonly string[]
}

/** What the links of articles and introductions may lead to. */
export function linkTargets({ records, unreadable }: ArticleRecords, cache: Cache): LinkTargets {
  return {
    byFile: new Map(records.map((record) => [record.file.normalize('NFC'), record])),
    unread: new Set([...unreadable.values()].map((file) => file.normalize('NFC'))),
    fragments: fragmentsOf(cache),
  }
}

/** Each article's are read once. */
function fragmentsOf(cache: Cache): LinkTargets['fragments'] {
  const known = new Map<ArticleRecord, ReadonlySet<string>>()
  return (record) => {
    const fragments = known.get(record) ?? new Set(readDetails(record, cache).headings.map(({ id }) => id))
    known.set(record, fragments)
    return fragments
  }
}

/** Reports the links that lead to no published article, or to none of its headings. */
export function checkLinks(text: LinkedText, targets: LinkTargets, report: Report): void {
  const { file, fragments: own, isDraft = false } = text
  for (const link of text.links) {
    if (targets.unread.has(link.path)) continue
    const target = targets.byFile.get(link.path)
    const isInside = own !== undefined && link.url.startsWith('#')
    const isFound = isInside || (target && (isDraft || !target.facts.meta.draft))
    if (!isFound) report({ ...unknown(link, file, targets), file, place: link.place })
    else if (link.fragment && !(target ? targets.fragments(target) : new Set(own)).has(link.fragment)) {
      report({
        rule: 'press/unknown-fragment',
        message: `Unexpected fragment \`#${link.fragment}\`, expected a heading of \`${link.path}\``,
        file,
        place: link.place,
      })
    }
  }
}

/** The nearest file is named as it would be written there: from the folder of the text, or for an introduction `articles/`. */
function unknown(
  { path }: ArticleLink,
  file: string,
  { byFile }: LinkTargets,
): Pick<Finding, 'rule' | 'message' | 'note'> {
  const isDraft = byFile.has(path)
  const kind = isDraft ? 'the draft' : isIssue(path) ? 'the issue' : 'missing article'
  const near = isDraft ? undefined : closest(path, byFile.keys())
  const written = near && posix.relative(isIssue(file) ? 'articles' : posix.dirname(file), near)
  return {
    rule: 'press/unknown-link',
    message: `Unexpected link to ${kind} \`${path}\`, expected ${near ? `\`${near}\`` : 'an article that is published'}`,
    ...(written && { note: `If you mean that one, write its name as \`${written}\`.` }),
  }
}
