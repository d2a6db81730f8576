import path from 'node:path'
import type { IssueSource } from '../load-content.ts'
import type { UnsavedText } from '../read-content.ts'

/**
 * The files that have to be known whole to show a text: its own, those of the articles that its letters carry, and those
 * whose headings it may link to. What others say changes nothing in it.
 */
export function filesBeside(
  { file, source }: UnsavedText,
  issues: readonly IssueSource[],
  slugs: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const self = file.normalize('NFC')
  const own = slugs.get(self)
  const carriers = issues.filter((issue) => issue.file === file || lists(issue, own))
  const text = withoutEscapes(source).normalize('NFC')
  const beside = [...slugs].filter(
    ([other, slug]) =>
      text.includes(path.posix.basename(other)) || carriers.some((issue) => lists(issue, slug)),
  )
  return new Set([self, ...beside.map(([other]) => other)])
}

function lists({ issue }: IssueSource, slug: string | undefined): boolean {
  return issue.articles.some((article) => article.slug === slug)
}

/** With the letters that stand for themselves in an address, as in `annual%20report.md`. */
function withoutEscapes(source: string): string {
  return source.replace(/(?:%[\da-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped)
    } catch {
      return escaped
    }
  })
}
