import { toDiagnostic, type Finding } from '../diagnostics/index.ts'
import { passageMarkdown, takeInPassage } from '../intake/index.ts'
import { authoredFile } from './authored-file.ts'
import { takePicture } from './take-picture.ts'
import type { PastedAnswer } from './wire.ts'

/** Markdown of what was copied in Word or on a web page, for a file beside which its pictures are put. */
export async function takePasted(
  root: string,
  given: string | undefined,
  html: string,
): Promise<PastedAnswer> {
  const { file } = authoredFile(root, given)
  const findings: Finding[] = []
  const passage = takeInPassage(html, 'what was copied', (finding) => findings.push(finding))
  const diagnostics = findings.map(toDiagnostic)
  if (!passage) return { isInline: false, diagnostics }
  const addresses = new Map<string, string>()
  for (const { src, bytes, extension } of passage.pictures)
    addresses.set(src, (await takePicture(root, { file, name: `picture.${extension}`, bytes })).address)
  return { markdown: passageMarkdown(passage, addresses), isInline: passage.isInline, diagnostics }
}
