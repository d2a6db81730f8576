import { passagesOf } from '../../articles/index.ts'
import type { MailedTexts } from '../../model/mailed.ts'
import type { IssueParts } from '../issue-material.ts'
import { textHashOf } from '../make-article.ts'

/**
 * `out/email/<issue>/articles.json`: the words of the articles that the letters carry whole, for the day on which an
 * article differs from what was mailed. It is no part of what a send is bound to.
 */
export function mailedTexts(contentHash: string, { articles }: IssueParts): string {
  const texts: MailedTexts = {
    version: 1,
    contentHash,
    articles: articles
      .filter(({ as }) => as === 'full')
      .map(({ article }) => {
        const passages = passagesOf(article)
        const { slug, title } = article.facts.meta
        return { slug, title, textHash: textHashOf(passages), passages }
      }),
  }
  return `${JSON.stringify(texts, null, 1)}\n`
}
