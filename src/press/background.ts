import { readBackground, type Background } from '../figures/index.ts'
import type { Content } from './load-content.ts'

const known = new WeakMap<Content, Background>()

/** How the publication's articles write, which a cloud is weighed against; nothing where no text has a cloud. */
export function backgroundOf(content: Content): Background | undefined {
  if (![...content.articles, ...content.issues].some(({ source }) => hasTextCloud(source))) return undefined
  const background =
    known.get(content) ??
    readBackground(
      content.articles.map(({ source }) => source),
      content.settings.language,
    )
  known.set(content, background)
  return background
}

/** Whether a text may have a cloud of its own words. */
export function hasTextCloud(source: string): boolean {
  return source.includes('::wordcloud')
}
