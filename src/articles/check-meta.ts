import type { ArticleMeta, MetaPlaces } from '../model/article.ts'
import type { ArticleWalk } from './article-walk.ts'
import { noteImage } from './check-image.ts'
import { readCondition } from './read-condition.ts'

/** The front matter with its audience in normal form; reports a condition that is wrong and a picture that is. */
export function checkMeta(meta: ArticleMeta, places: MetaPlaces, walk: ArticleWalk): ArticleMeta {
  const { image, audience: source, ...rest } = meta
  const audience = source === undefined ? undefined : checkAudience(source, places, walk)
  checkCorrections(meta, places, walk)
  const isShown = image !== undefined && checkPicture(image, meta.imageAlt, places, walk)
  return { ...rest, ...(isShown && { image }), ...(audience !== undefined && { audience }) }
}

/** A date before the article's own is a slip, most often in the year. */
function checkCorrections({ date, corrections = [] }: ArticleMeta, places: MetaPlaces, walk: ArticleWalk): void {
  for (const correction of corrections) {
    if (date === undefined || correction.date >= date) continue
    const message = `Unexpected correction of ${correction.date}, expected a day on or after ${date}, the article's date`
    walk.find('articles/early-correction', places['corrections'], message)
  }
}

function checkAudience(source: string, places: MetaPlaces, walk: ArticleWalk): string | undefined {
  return readCondition(source, walk.settings, (rule, _offset, _length, message, note) =>
    walk.find(rule, places['audience'], message, note),
  )
}

function checkPicture(image: string, alt: string | undefined, places: MetaPlaces, walk: ArticleWalk): boolean {
  if (!alt?.trim()) {
    const message = 'Unexpected `image` without `imageAlt`, expected words for readers who do not see the picture'
    walk.find('articles/missing-alt', places['image'], message, 'Add `imageAlt` to the front matter.')
  }
  return noteImage(image, alt?.trim() ? alt : image, places['image'], walk)
}
