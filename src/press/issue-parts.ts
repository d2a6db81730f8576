import { posix } from 'node:path'
import { processArticle } from '../articles/index.ts'
import type { Report } from '../diagnostics/index.ts'
import type { Article, ArticleFacts, ArticleMeta } from '../model/article.ts'
import type { IssueArticle } from '../model/issue.ts'
import type { ArticleSource } from '../workspace/texts/index.ts'
import type { ArticleRecord } from './article-records.ts'
import type { DrawingMaterial } from './draw-figures.ts'
import { drawIfAny } from './draw-if-any.ts'
import { inspectImage, type InspectedImage } from './inspect-image.ts'
import type { IssueMaterial, IssueParts } from './issue-material.ts'
import { sourceOfRecord } from './kept-article.ts'
import { placeFigures } from './kept-figures.ts'
import type { Content, IssueSource } from './load-content.ts'

/** Reads what an issue is made of, and what is wrong with its own words. */
export async function readParts(
  material: IssueMaterial,
  source: IssueSource,
  report: Report,
): Promise<IssueParts> {
  const { recordOfSlug } = material
  const images = new Map<string, InspectedImage>()
  const intro = await readIntro(material, source, images, report)
  const articles: IssueParts['articles'] = []
  for (const { slug, as } of source.issue.articles) {
    const record = recordOfSlug.get(slug)
    const read = record && (await reread(record, material))
    for (const image of record?.images ?? []) images.set(image.path, image)
    if (read) articles.push({ ...read, as })
  }
  if (intro) {
    const trees = [intro.tree, ...articles.map(({ article }) => article.tree)]
    await drawIfAny(intro, source.source, drawingMaterial(material), report, trees)
  }
  const mailed = [intro, ...articles.filter(({ as }) => as === 'full').map(({ article }) => article)]
  return { source, intro, articles, images, drawings: drawingsOf(mailed) }
}

function drawingMaterial({ content, terms, index, background }: IssueMaterial): DrawingMaterial {
  return { settings: content.settings, terms, index, background }
}

function drawingsOf(articles: readonly (Article | undefined)[]): IssueParts['drawings'] {
  const drawn = articles.flatMap((article) => article?.drawings.map(({ drawn }) => drawn?.mail) ?? [])
  return new Map(drawn.filter((mail) => mail !== undefined).map((mail) => [mail.url, mail]))
}

/** The article's tree, which the cache does not keep; what was wrong with it has been reported already. */
async function reread(
  record: ArticleRecord,
  material: IssueMaterial,
): Promise<Pick<IssueParts['articles'][number], 'article' | 'source'> | undefined> {
  const { content, index, cache } = material
  const silent: Report = () => undefined
  const source = await sourceOfRecord(record, content, cache)
  if (!source) return undefined
  const vetted = await material.vetter.vet(source)
  const article = processArticle(source, { settings: content.settings, index, vetted }, silent)
  const figures = cache.get('figures', record.file)
  if (figures?.key === record.key) placeFigures(article, figures.value)
  else await drawIfAny(article, source.source, drawingMaterial(material), silent)
  return { article, source: source.source }
}

/** The editor's own words, read like an article; nothing where there are none. Tells `images` of the pictures in them. */
export async function readIntro(
  { content, index, vetter }: IssueMaterial,
  source: IssueSource,
  images: Map<string, InspectedImage>,
  report: Report,
): Promise<Article | undefined> {
  if (source.issue.body.trim() === '') return undefined
  const input: ArticleSource = { ...source, meta: introMeta(source), metaPlaces: {} }
  const vetted = await vetter.vet(source)
  const intro = processArticle(input, { settings: content.settings, index, vetted }, report)
  vetter.keep(source, intro.readBy)
  for (const link of intro.facts.links) link.path = fileFromIntro(link.path, source.file, content)
  for (const { path, place } of intro.facts.images) {
    const image =
      images.get(path) ?? (await inspectImage(content.root, path, { file: source.file, ...place }, report))
    if (image) images.set(path, image)
  }
  return intro
}

/** No article lies in the folder of the issues, so what a link names there is one of `articles/`, as in any article. */
function fileFromIntro(path: string, file: string, { issues }: Content): string {
  const folder = posix.dirname(file).normalize('NFC')
  const isOther =
    !path.startsWith(`${folder}/`) || issues.some((issue) => issue.file.normalize('NFC') === path)
  return isOther ? path : posix.join('articles', path.slice(folder.length + 1))
}

function introMeta({ issue }: IssueSource): ArticleMeta {
  return {
    title: issue.title,
    date: issue.date,
    authors: [],
    tags: [],
    draft: false,
    senses: {},
    slug: issue.id,
    aliases: [],
  }
}

/** An article as an issue carries it. */
interface Carried {
  facts: Pick<ArticleFacts, 'conditions'> & { meta: Pick<ArticleMeta, 'audience'> }
  as: IssueArticle['as']
}

/** Every condition on which what a member reads depends, each once. */
export function conditionsOf(
  intro: Pick<ArticleFacts, 'conditions'> | undefined,
  articles: readonly Carried[],
): string[] {
  const conditions = [
    ...(intro?.conditions ?? []),
    ...articles.flatMap(({ facts, as }) => [
      ...(facts.meta.audience === undefined ? [] : [facts.meta.audience]),
      ...(as === 'full' ? facts.conditions : []),
    ]),
  ]
  return [...new Set(conditions)]
}
