import { posix } from 'node:path'
import { processArticle } from '../articles/index.ts'
import type { Diagnostic, Report } from '../diagnostics/index.ts'
import { pageWords, renderProse, speakWords } from '../editions/archive/index.ts'
import type { Article, ArticleMeta } from '../model/article.ts'
import type { Issue } from '../model/issue.ts'
import { createRecipientTokens, createTemplates, standardRecipientFields } from '../templates/index.ts'
import type { ArticleSource } from '../workspace/texts/index.ts'
import { createArchiveMarks } from './archive-marks.ts'
import type { ArticleRecord } from './article-records.ts'
import { collectDiagnostics } from './collect-diagnostics.ts'
import type { DrawingMaterial } from './draw-figures.ts'
import { drawIfAny } from './draw-if-any.ts'
import { hashOf } from './hash.ts'
import { inspectImage, type InspectedImage } from './inspect-image.ts'
import type { IssueSummary, MadeIssue, VariantSummary } from './issue-summary.ts'
import type { Content, IssueSource } from './load-content.ts'
import { archiveLink } from './make-article.ts'
import { mailedTexts } from './mailed/mailed-texts.ts'
import type { IssueMaterial, IssueParts } from './issue-material.ts'
import { sourceOfRecord } from './kept-article.ts'
import { placeFigures } from './kept-figures.ts'
import { reportLettersOfIssue } from './letters-beside.ts'
import { makeVariant, type MadeVariant } from './make-variant.ts'
import { contentHashOf, manifestText } from './manifest.ts'
import { planVariants } from './plan-variants.ts'
import { createTermsIn } from './shown-terms.ts'
import { archiveImage, logoImage, mailImage } from './publish-image.ts'
import { drawnPicture, type Picture } from './picture-output.ts'

/** Makes the e-mail, text, message and preview of each variant of an issue, and its manifest. */
export async function makeIssue(material: IssueMaterial, source: IssueSource): Promise<MadeIssue> {
  const { content } = material
  const { issue } = source
  const { diagnostics, report } = collectDiagnostics()
  const parts = await readParts(material, source, report)
  const { settings } = content
  const { file, source: text } = source
  reportLettersOfIssue(issue, parts.intro, { settings, index: material.index, file, source: text }, report)
  const variants = planVariants(issue, conditionsOf(parts), content.settings, report)
  const files: Record<string, string> = {}
  const made: MadeVariant[] = []
  const shared = { ...shareTokens(material, parts), termsIn: createTermsIn(parts, material) }
  for (const variant of variants ?? []) {
    const findings = collectDiagnostics()
    const one = await makeVariant({ material, parts, variant, ...shared }, findings.report)
    report.all(
      findings.diagnostics.filter((found) => !diagnostics.some((known) => isSameFinding(found, known))),
    )
    if (!one) break
    made.push(one)
    for (const [name, text] of Object.entries(one.files)) files[`${variant.id}/${name}`] = text
  }
  const pictures = picturesOf(parts, material)
  const contentHash = contentHashOf(content.settings, issue, made, pictures)
  files['manifest.json'] = manifestText(content.settings, issue, made, pictures, contentHash)
  files['articles.json'] = mailedTexts(contentHash, parts)
  return {
    summary: summarise(issue, contentHash, made),
    introduction: introductionHtml(material, parts),
    links: parts.intro?.facts.links ?? [],
    fragments: parts.intro?.facts.headings.map(({ id }) => id) ?? [],
    files,
    pictures,
    hasOwnPictures: (parts.intro?.facts.images.length ?? 0) > 0,
    diagnostics,
  }
}

/** Variants that share a fault report it once. */
function isSameFinding(one: Diagnostic, other: Diagnostic): boolean {
  return (
    one.ruleId === other.ruleId &&
    one.file === other.file &&
    one.line === other.line &&
    one.column === other.column
  )
}

function summarise({ id, subject }: Issue, contentHash: string, made: MadeVariant[]): IssueSummary {
  const variants = made.map(({ variant, sizeBytes, split }): VariantSummary => {
    return { ...variant, folder: `email/${id}/${variant.id}`, sizeBytes, split }
  })
  return { id, subject, contentHash, variants }
}

async function readParts(material: IssueMaterial, source: IssueSource, report: Report): Promise<IssueParts> {
  const { recordOfSlug } = material
  const images = new Map<string, InspectedImage>()
  const intro =
    source.issue.body.trim() === '' ? undefined : await readIntro(material, source, images, report)
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

async function readIntro(
  { content, index, vetter }: IssueMaterial,
  source: IssueSource,
  images: Map<string, InspectedImage>,
  report: Report,
): Promise<Article> {
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

/** Every condition on which what a member reads depends, each once. */
function conditionsOf({ intro, articles }: IssueParts): string[] {
  const conditions = [
    ...(intro?.facts.conditions ?? []),
    ...articles.flatMap(({ article, as }) => [
      ...(article.facts.meta.audience === undefined ? [] : [article.facts.meta.audience]),
      ...(as === 'full' ? article.facts.conditions : []),
    ]),
  ]
  return [...new Set(conditions)]
}

/** One set of tokens and one engine for all variants, so that the manifest lists each token once. */
function shareTokens({ content, slugs }: IssueMaterial, parts: IssueParts) {
  const { settings, templates, hashes } = content
  const fields = [...standardRecipientFields, ...Object.keys(settings.attributes)]
  const sources = [
    parts.source.source,
    ...parts.articles.map(({ source }) => source),
    ...slugs.values(),
    ...templates.values(),
    JSON.stringify(settings),
    JSON.stringify(content.terms),
  ]
  // Not of the settings: how letters go out may change while a send is paused, and they stay the same letters.
  const seed = hashOf(hashes.emailTemplates, parts.source.hash)
  const engine = createTemplates({
    files: templates,
    root: 'templates/email',
    language: settings.language,
    recipientFields: fields,
  })
  return { engine, recipient: createRecipientTokens({ fields, seed, sources }) }
}

/** Every picture that the letters or the issue's page in the archive show. */
function picturesOf({ images, drawings, intro }: IssueParts, { logo, content }: IssueMaterial): Picture[] {
  const own = new Set(intro?.facts.images.map(({ path }) => path))
  const { settings } = content
  return [
    ...(logo ? [logoImage(logo)] : []),
    // Embedded ones too: a send takes them from here.
    ...[...images.values()].map((image) => mailImage(image, settings)),
    ...[...drawings.values()].map(drawnPicture),
    ...[...images.values()].filter(({ path }) => own.has(path)).map(archiveImage),
  ]
}

/** The introduction for the issue's page. */
function introductionHtml({ content, terms, slugs }: IssueMaterial, { intro, images }: IssueParts): string {
  if (!intro) return ''
  const { settings } = content
  const introduction = renderProse(intro.tree, {
    mark: createArchiveMarks(terms, settings.linking.policy.archive, pageWords(settings.language)),
    image: (url) => {
      const image = images.get(intro.facts.images.find((use) => use.url === url)?.path ?? '')
      if (!image) return undefined
      const { file, shownWidth, shownHeight } = archiveImage(image)
      return { src: `../../${file}`, width: shownWidth, height: shownHeight }
    },
    link: (url) => archiveLink(url, intro.facts, slugs),
    words: pageWords(settings.language),
  })
  return speakWords(introduction, settings.language)
}
