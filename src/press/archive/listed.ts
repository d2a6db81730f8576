import type {
  ArticleReference,
  IssueReference,
  ListedArticle,
  ListedIssue,
  SitePicture,
} from '../../editions/archive/index.ts'
import type { ArticleFacts } from '../../model/article.ts'
import type { Issue } from '../../model/issue.ts'
import type { ArticleRecord } from '../article-records.ts'
import { archiveImage, type PublishedImage } from '../publish-image.ts'

/** An article as lists show it. */
export function listedArticle({ facts: { meta } }: { facts: Pick<ArticleFacts, 'meta'> }): ListedArticle {
  return { slug: meta.slug, title: meta.title, date: meta.date, summary: meta.summary, series: meta.series }
}

/** An issue as lists show it. */
export function listedIssue({ id, title, date, number }: Issue): ListedIssue {
  return { id, title, date, number }
}

/** An article as a link to it shows it. */
export function articleReference(record: ArticleRecord): ArticleReference
export function articleReference(record: ArticleRecord | undefined): ArticleReference | undefined
export function articleReference(record: ArticleRecord | undefined): ArticleReference | undefined {
  return record && { slug: record.facts.meta.slug, title: record.facts.meta.title }
}

/** An issue as a link to it shows it. */
export function issueReference(issue: Issue): IssueReference
export function issueReference(issue: Issue | undefined): IssueReference | undefined
export function issueReference(issue: Issue | undefined): IssueReference | undefined {
  return issue && { id: issue.id, title: issue.title, number: issue.number, date: issue.date }
}

/** A published picture as pages show it. */
export function sitePicture({ file, shownWidth, shownHeight }: PublishedImage): SitePicture {
  return { file, width: shownWidth, height: shownHeight }
}

/** The picture that an article's front matter names. */
export function ownPicture({ facts, images }: ArticleRecord): SitePicture | undefined {
  const use = facts.images.find(({ url }) => url === facts.meta.image)
  const image = images.find(({ path }) => path === use?.path)
  return image && sitePicture(archiveImage(image))
}
