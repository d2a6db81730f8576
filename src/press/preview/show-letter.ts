import type { Report } from '../../diagnostics/index.ts'
import { fillSamples } from '../../editions/email/index.ts'
import type { IssueMaterial, IssueParts } from '../issue-material.ts'
import { withServedPictures } from '../letter-pictures.ts'
import { picturesOf, shareAmongVariants } from '../make-issue.ts'
import { renderVariant, sampleOf, senderLine } from '../make-variant.ts'
import { encodePicture } from '../picture-output.ts'
import type { LazyFiles } from './archive-page.ts'
import type { Letter } from './letters.ts'
import type { ShownEmail, ShownText } from '../../model/preview.ts'

/** A letter as its members would see it. */
export interface ShownLetter {
  email: ShownEmail
  text: ShownText
  pictures: LazyFiles
}

/** Renders a letter, with sample values in place of its tokens; reports, and gives nothing, where that cannot be. */
export async function showLetter(
  { variant }: Letter,
  parts: IssueParts,
  material: IssueMaterial,
  report: Report,
): Promise<ShownLetter | undefined> {
  const { root, settings } = material.content
  const job = { material, parts, variant, ...shareAmongVariants(material, parts) }
  const rendered = await renderVariant(job, report)
  if (!rendered) return undefined
  const { email, text, tokens } = rendered
  const pictures = picturesOf(parts, material)
  const samples = { tokens, sample: sampleOf(settings) }
  const { id, subject, preheader } = parts.source.issue
  return {
    email: {
      kind: 'email',
      html: fillSamples(withServedPictures(email.html, settings, pictures), samples),
      address: `/email/${encodeURIComponent(id)}/${encodeURIComponent(variant.id)}/preview.html`,
      subject,
      preheader,
      sender: senderLine(settings),
      sizeBytes: email.sizeBytes,
    },
    text: { kind: 'text', text: fillSamples(text.text, samples) },
    pictures: new Map(
      pictures.map((picture) => [`archive/${picture.file}`, () => encodePicture(root, picture)]),
    ),
  }
}
