import type { Background } from '../figures/index.ts'
import type { Content } from './load-content.ts'

/**
 * How the publication's articles write, which a cloud is weighed against; nothing where no text has a cloud.
 * `hasCloud` says whether an article has one.
 */
export async function backgroundOf(
  { articles, issues, settings }: Content,
  hasCloud: boolean,
): Promise<Background | undefined> {
  const isWanted = hasCloud || issues.some(({ source }) => hasTextCloud(source))
  if (!isWanted) return undefined
  const { readBackground } = await import('../figures/index.ts')
  return readBackground(articles, settings.language)
}

/** How rare a word is in it. */
export type Rarity = (word: string) => number | undefined

/** Without a background, nothing is known of any word. */
export async function rarityIn(background: Background | undefined): Promise<Rarity> {
  if (!background) return () => undefined
  const { rarityOf } = await import('../figures/index.ts')
  return (word) => rarityOf(word, background)
}

/** Whether a text may have a cloud of its own words. */
export function hasTextCloud(source: string): boolean {
  return source.includes('::wordcloud')
}
