import { vetter } from '../articles/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { openCacheForReading, type Cache } from '../workspace/files/index.ts'
import { recordArticles, type ArticleRecords, type ChooseNeeded } from './article-records.ts'
import { collectDiagnostics, type DiagnosticSink } from './collect-diagnostics.ts'
import { createImageHasher } from './image-hasher.ts'
import { parseContent, type Content } from './load-content.ts'
import { readContent, readContentWith, type UnsavedText } from './read-content.ts'
import { createSourceVetter, type SourceVetter } from './source-vetter.ts'
import { whileStill } from './while-still.ts'

/** The articles of a workspace, drafts among them, while the cache is open. */
export interface ReadArticles extends ArticleRecords {
  content: Content
  vetter: SourceVetter
  cache: Cache
  report: DiagnosticSink
}

export interface ReadOptions {
  /** Taken for the text of its file. */
  unsaved?: UnsavedText
  /** Which articles have to be known whole; the others may be sketches. Default: all. */
  choose?: (content: Content, slugs: Parameters<ChooseNeeded>[0]) => ReturnType<ChooseNeeded>
}

/**
 * Reads a workspace's articles as the last build made them; what it did not is made in memory, and nothing is written.
 * There is nothing to use where the settings, the theme or the glossary cannot be. What is found in the articles is
 * for `use` to report.
 */
export function readArticles<T>(
  root: string,
  use: (read: ReadArticles) => Promise<T> | T,
  { unsaved, choose }: ReadOptions = {},
): Promise<{ used: T | undefined; diagnostics: Diagnostic[] }> {
  return whileStill(async () => {
    const { diagnostics, report } = collectDiagnostics()
    const cache = openCacheForReading(root)
    try {
      const raw = unsaved ? readContentWith(unsaved, root, report) : readContent(root, report)
      const content = await parseContent(raw, cache, report)
      if (!content) return { used: undefined, diagnostics }
      const images = createImageHasher(root)
      const sourceVetter = createSourceVetter(content.settings, cache, vetter)
      const needed: ChooseNeeded | undefined = choose && ((slugs) => choose(content, slugs))
      const recorded = await recordArticles(content, cache, 1, images, sourceVetter, () => undefined, needed)
      const used = await use({ ...recorded, content, vetter: sourceVetter, cache, report })
      return { used, diagnostics }
    } finally {
      cache.close()
    }
  })
}
