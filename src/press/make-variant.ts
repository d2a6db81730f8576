import { selectPassages } from '../articles/index.ts'
import type { Report } from '../diagnostics/index.ts'
import {
  keepPlace,
  renderEmail,
  renderPreview,
  type CarriedArticle,
  type EmailEdition,
  type IssueInput,
} from '../editions/email/index.ts'
import { listAbbreviations } from '../editions/archive/index.ts'
import { renderText, type TextEdition } from '../editions/text/index.ts'
import { expansionFor, isExpanded, isMarked } from '../glossary/matcher/index.ts'
import { composeMessage, escapeForContext, type EmbeddedPicture } from '../letter/index.ts'
import type { Article, ArticleFacts } from '../model/article.ts'
import type { EditionName, TokenUse } from '../model/edition.ts'
import type { Settings } from '../model/settings.ts'
import type { RecipientTokens, TemplateEngine } from '../templates/index.ts'
import {
  embeddedFile,
  letterDrawing,
  letterImage,
  readLetterPictures,
  withLocalPictures,
  type EmbeddedFile,
} from './letter-pictures.ts'
import { archiveLink } from './make-article.ts'
import type { IssueMaterial, IssueParts } from './issue-material.ts'
import type { Variant } from './plan-variants.ts'
import { sampleValue } from './sample-value.ts'

export interface VariantJob {
  material: IssueMaterial
  parts: IssueParts
  variant: Variant
  engine: TemplateEngine
  recipient: RecipientTokens
  termsIn: IssueInput['termsIn']
}

/** One variant's editions. */
export interface MadeVariant {
  variant: Variant
  /** By name: `email.html`, `email.txt`, `message.eml`, `preview.html`. */
  files: Record<string, string>
  tokens: TokenUse[]
  /** The pictures that the letter shows from inside itself. */
  embedded: EmbeddedFile[]
  sizeBytes: number
  split: boolean
}

/** What a variant's members read. */
export interface RenderedVariant {
  email: EmailEdition
  text: TextEdition
  /** Of both. */
  tokens: TokenUse[]
}

/** Renders one variant as e-mail and as text; reports, and gives nothing, where the template is wrong. */
export async function renderVariant(job: VariantJob, report: Report): Promise<RenderedVariant | undefined> {
  const email = await renderEmail(issueInput(job, 'email'), report)
  if (!email) return undefined
  const text = renderText(issueInput(job, 'text'), email.cut)
  const tokens = new Map([...email.tokens, ...text.tokens].map((use) => [use.token, use]))
  return { email, text, tokens: [...tokens.values()] }
}

/** Makes the editions of one variant; reports, and gives nothing, where the template is wrong. */
export async function makeVariant(job: VariantJob, report: Report): Promise<MadeVariant | undefined> {
  const rendered = await renderVariant(job, report)
  if (!rendered) return undefined
  const { email, text, tokens } = rendered
  const pictures = await readLetterPictures(job.material, job.parts, email.html)
  const message = await composeVariant(job, email, text.text, pictures)
  const shown = withLocalPictures(email.html, job.material.content.settings, pictures)
  const preview = previewPage(job, shown, text.text, tokens)
  return {
    variant: job.variant,
    files: {
      'email.html': email.html,
      'email.txt': text.text,
      'message.eml': message,
      'preview.html': preview,
    },
    tokens,
    embedded: pictures.map(embeddedFile),
    sizeBytes: email.sizeBytes,
    split: email.split,
  }
}

/** What an edition is made of: the passages and articles that this variant's members read. */
function issueInput(
  { material, parts, variant, engine, recipient, termsIn }: VariantJob,
  edition: EditionName,
): IssueInput {
  const { content, terms, slugs } = material
  const { settings } = content
  const holds = new Map(variant.conditions.map(({ when, holds }) => [when, holds]))
  const isShown = (when: string): boolean => holds.get(when) ?? false
  const factsOf = new Map(
    [parts.intro, ...parts.articles.map(({ article }) => article)].map((one) => [
      one?.facts.file,
      one?.facts,
    ]),
  )
  const archiveUrl = `${settings.baseUrl}/issues/${parts.source.issue.id}/`
  const articles = parts.articles.filter(({ article }) => {
    const { audience } = article.facts.meta
    return audience === undefined || isShown(audience)
  })
  const hrefOf = (id: string): string =>
    keepPlace(`${settings.baseUrl}/glossary/#${encodeURIComponent(id)}`, settings)
  return {
    issue: parts.source.issue,
    intro: parts.intro && selectPassages(parts.intro.tree, isShown, settings.linking.sectionDepth),
    articles: articles.map(({ article, as }): CarriedArticle => {
      return {
        article: selected(article, isShown, settings.linking.sectionDepth),
        as,
        url: `${settings.baseUrl}/articles/${encodeURI(article.facts.meta.slug)}/`,
      }
    }),
    settings,
    engine,
    recipient,
    archiveUrl,
    logo: material.logo && letterImage(material.logo, settings, 'logo'),
    image: (url, file) => {
      const drawing = parts.drawings.get(url)
      if (drawing) return letterDrawing(drawing, settings)
      const image = parts.images.get(pathOf(url, factsOf.get(file)) ?? '')
      return image && letterImage(image, settings)
    },
    link: (url, file) => absolute(url, factsOf.get(file), slugs, settings.baseUrl, archiveUrl),
    mark: (mention) => {
      const term = terms.get(mention.termId)
      if (!term || !isMarked(mention, settings.linking.policy[edition])) return undefined
      const isFirst = isExpanded(mention, settings.linking.policy[edition])
      return { href: hrefOf(term.id), expansion: isFirst ? expansionFor(term, mention.text) : undefined }
    },
    termsIn,
    abbreviations: (ids, own) =>
      listAbbreviations(ids, own, terms, settings.language).map(({ letters, expansion, termId }) => ({
        term: letters,
        expansion,
        href: termId && hrefOf(termId),
      })),
  }
}

function selected(article: Article, isShown: (when: string) => boolean, sectionDepth: number): Article {
  return { ...article, tree: selectPassages(article.tree, isShown, sectionDepth) }
}

function pathOf(url: string, facts: ArticleFacts | undefined): string | undefined {
  return facts?.images.find((image) => image.url === url)?.path
}

function absolute(
  url: string,
  facts: ArticleFacts | undefined,
  slugs: ReadonlyMap<string, string>,
  baseUrl: string,
  page: string,
): string {
  const target = facts ? archiveLink(url, facts, slugs, `${baseUrl}/`) : url
  return URL.parse(target, page)?.href ?? target
}

async function composeVariant(
  { material, parts, variant }: VariantJob,
  email: EmailEdition,
  text: string,
  attachments: EmbeddedPicture[],
): Promise<string> {
  const { settings } = material.content
  const { issue } = parts.source
  const domain = settings.sender.address.slice(settings.sender.address.lastIndexOf('@') + 1)
  const message = await composeMessage({
    from: settings.sender,
    ...(settings.replyTo !== undefined && { replyTo: settings.replyTo }),
    subject: issue.subject,
    date: new Date(`${issue.date}T09:00:00Z`),
    messageId: `<${issue.id}.${variant.id}@${domain}>`,
    html: email.html,
    text,
    listId: settings.listId,
    language: settings.language,
    attachments,
    boundarySeed: `${issue.id}/${variant.id}`,
  })
  return message.toString('latin1')
}

function previewPage(
  { material, parts }: VariantJob,
  html: string,
  text: string,
  tokens: readonly TokenUse[],
): string {
  const { settings } = material.content
  const { subject, preheader } = parts.source.issue
  return renderPreview({
    html,
    text,
    subject,
    preheader,
    sender: senderLine(settings),
    language: settings.language,
    direction: settings.direction,
    width: settings.brand.measures.emailWidth,
    tokens,
    sample: sampleOf(settings),
  })
}

/** The sender as mail programs show it. */
export function senderLine({ sender }: Settings): string {
  return `${sender.name} <${sender.address}>`
}

/** The sample value of a token, made safe for its context. */
export function sampleOf(settings: Settings): (use: TokenUse) => string {
  return ({ field, context }) => escapeForContext(sampleValue(field, settings), context)
}
