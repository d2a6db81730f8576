import type { Diagnostic } from '../diagnostics/index.ts'
import { pageWords, renderProse, speakWords } from '../editions/archive/index.ts'
import type { Issue } from '../model/issue.ts'
import { createRecipientTokens, createTemplates, standardRecipientFields } from '../templates/index.ts'
import { createArchiveMarks } from './archive-marks.ts'
import { collectDiagnostics } from './collect-diagnostics.ts'
import { hashOf } from './hash.ts'
import type { IssueSummary, MadeIssue, VariantSummary } from './issue-summary.ts'
import { conditionsOf, readParts } from './issue-parts.ts'
import type { IssueSource } from './load-content.ts'
import { archiveLink } from './make-article.ts'
import { mailedTexts } from './mailed/mailed-texts.ts'
import type { IssueMaterial, IssueParts } from './issue-material.ts'
import { reportLettersOfIssue } from './letters-beside.ts'
import { makeVariant, type MadeVariant, type VariantJob } from './make-variant.ts'
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
  const variants = planVariants(issue, conditionsOfParts(parts), content.settings, report)
  const files: Record<string, string> = {}
  const made: MadeVariant[] = []
  const shared = shareAmongVariants(material, parts)
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

function conditionsOfParts({ intro, articles }: IssueParts): string[] {
  const carried = articles.map(({ article: { facts }, as }) => ({ facts, as }))
  return conditionsOf(intro?.facts, carried)
}

/** One set of tokens and one engine for all variants, so that the manifest lists each token once. */
export function shareAmongVariants(
  material: IssueMaterial,
  parts: IssueParts,
): Pick<VariantJob, 'engine' | 'recipient' | 'termsIn'> {
  const { content, slugs } = material
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
  return {
    engine,
    recipient: createRecipientTokens({ fields, seed, sources }),
    termsIn: createTermsIn(parts, material),
  }
}

/** Every picture that the letters or the issue's page in the archive show. */
export function picturesOf(
  { images, drawings, intro }: IssueParts,
  { logo, content }: IssueMaterial,
): Picture[] {
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
export function introductionHtml(
  { content, terms, slugs }: IssueMaterial,
  { intro, images }: Pick<IssueParts, 'intro' | 'images'>,
): string {
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
