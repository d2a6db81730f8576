import type { ArticleMeta, MetaPlaces } from '../model/article.ts'
import type { ArticleWalk } from './article-walk.ts'
import { readCondition } from './read-condition.ts'

/** The front matter with its audience in normal form; reports a condition that is wrong and a picture without words. */
export function checkMeta(meta: ArticleMeta, places: MetaPlaces, walk: ArticleWalk): ArticleMeta {
  if (meta.image !== undefined && !meta.imageAlt?.trim()) {
    const message = 'Unexpected `image` without `imageAlt`, expected words for readers who do not see the picture'
    walk.find('articles/missing-alt', places['image'], message, 'Add `imageAlt` to the front matter.')
  }
  if (meta.audience === undefined) return meta
  const audience = readCondition(meta.audience, walk.settings, (rule, _offset, _length, message, note) =>
    walk.find(rule, places['audience'], message, note),
  )
  const { audience: _, ...rest } = meta
  return audience === undefined ? rest : { ...rest, audience }
}
