import { readBackground, type Background } from '../figures/index.ts'
import type { Content } from './load-content.ts'

/**
 * How the publication's articles write, which a cloud is weighed against; nothing where no text has a cloud.
 * `hasCloud` says whether an article has one.
 */
export function backgroundOf(
  { articles, issues, settings }: Content,
  hasCloud: boolean,
): Background | undefined {
  const isWanted = hasCloud || issues.some(({ source }) => hasTextCloud(source))
  return isWanted ? readBackground(articles, settings.language) : undefined
}

/** Whether a text may have a cloud of its own words. */
export function hasTextCloud(source: string): boolean {
  return source.includes('::wordcloud')
}
