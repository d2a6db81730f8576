import { toDiagnostic, type Finding } from '../diagnostics/index.ts'
import { passageMarkdown, takeInPassage } from '../intake/index.ts'
import { authoredFile } from './authored-file.ts'
import { takePicture } from './take-picture.ts'
import type { PastedAnswer } from './wire.ts'

/** What was copied in Word or on a web page. */
export interface Pasted {
  /** The file that it comes into, beside which its pictures are put. */
  file: string | undefined
  html: string
  /** The level of the heading under which it comes; else 1, the title's. */
  above: string | undefined
}

/** Makes Markdown of what was copied. */
export async function takePasted(root: string, pasted: Pasted): Promise<PastedAnswer> {
  const { file } = authoredFile(root, pasted.file)
  const above = /^[1-6]$/.test(pasted.above ?? '') ? Number(pasted.above) : 1
  const findings: Finding[] = []
  const copied = { html: pasted.html, name: 'what was copied', above }
  const passage = takeInPassage(copied, (finding) => findings.push(finding))
  const diagnostics = findings.map(toDiagnostic)
  if (!passage) return { isInline: false, diagnostics }
  const addresses = new Map<string, string>()
  for (const { src, bytes, extension } of passage.pictures)
    addresses.set(src, (await takePicture(root, { file, name: `picture.${extension}`, bytes })).address)
  return { markdown: passageMarkdown(passage, addresses), isInline: passage.isInline, diagnostics }
}
