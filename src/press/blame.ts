import type { Diagnostic } from '../diagnostics/index.ts'
import { glossaryFile, settingsFile } from '../workspace/files/index.ts'
import type { ArticleRecord } from './article-records.ts'
import type { Issue } from '../model/issue.ts'

/** Says what an error stops: an issue only its own files, the archive anything that is published or mailed. */
export interface Blame {
  /** Whether an error found so far stops this issue. */
  stopsIssue: (issue: Issue) => boolean
  /** The parts of `out/` that no error found so far stops. */
  partsWithoutError: () => ReadonlySet<string>
}

/** Looks at `diagnostics` each time it is asked, because templates are only found wrong when they are used. */
export function createBlame(
  published: readonly ArticleRecord[],
  unreadable: ReadonlyMap<string, string>,
  diagnostics: readonly Diagnostic[],
): Blame {
  const fileOfSlug = new Map([
    ...unreadable,
    ...published.map(({ file, facts }) => [facts.meta.slug, file] as const),
  ])
  const wrongFiles = (): Set<string> =>
    new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  const isShared = (file: string): boolean => file === settingsFile || file === glossaryFile
  return {
    stopsIssue: (issue) => {
      const wrong = wrongFiles()
      const own = [issue.file, ...issue.articles.map(({ slug }) => fileOfSlug.get(slug))]
      return own.some((file) => file === undefined || wrong.has(file)) || [...wrong].some(isShared)
    },
    partsWithoutError: () => {
      const wrong = [...wrongFiles()]
      if (wrong.length === 0) return new Set(['archive', 'email', 'report.json'])
      return new Set(wrong.some(isShared) ? [] : ['email'])
    },
  }
}
