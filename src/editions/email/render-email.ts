import type { Report } from '../../diagnostics/index.ts'
import type { TokenUse } from '../../model/edition.ts'
import type { Cut, IssueInput } from '../issue-input.ts'
import { mailedPart, mailedTermIds } from '../mailed-part.ts'
import { compileMjml } from './compile-mjml.ts'
import { fitSize } from './fit-size.ts'
import { reportMjmlProblems, reportMisplaced, reportUnstacked } from './template-findings.ts'
import { pictureHeights, rememberPictures } from './picture-heights.ts'
import { quotedPrintableSize } from './quoted-printable.ts'

/** An issue as HTML for one variant. */
export interface EmailEdition {
  html: string
  /** The MJML it was made from, for tests and for designers. */
  mjml: string
  /** What the HTML takes when it is encoded as quoted-printable. */
  sizeBytes: number
  /** Whether a part was left to the archive because the whole is too long. */
  split: boolean
  /** Where; give it to `renderText`, so that both editions end at the same place. */
  cut: Cut | undefined
  /** The terms whose letters the mailed part shows. */
  usedTermIds: string[]
  /** The recipient tokens in the HTML. */
  tokens: TokenUse[]
}

/**
 * Renders an issue for one variant: tree → MJML → HTML. Reports what is wrong with the template (and then gives
 * nothing), an e-mail that is large, split, or too large however it is split.
 */
export async function renderEmail(input: IssueInput, report: Report): Promise<EmailEdition | undefined> {
  const { issue } = input
  let wholeBytes = 0
  const edition = await fitSize(input, async (cut) => {
    const rendered = await renderOnce(input, cut, report)
    if (cut === undefined) wholeBytes = rendered?.sizeBytes ?? 0
    return rendered
  })
  if (edition === 'too-large') {
    const message = 'Unexpected size of more than 100 KB with every article as its summary, expected less'
    report({ rule: 'editions/email-too-large', message, file: issue.file, place: issue.place })
    return undefined
  }
  if (edition) reportSize(input, edition, wholeBytes, report)
  return edition
}

/** Gmail cuts messages at about 102 KB; a warning comes early enough to do something. */
const largeBytes = 80_000

function reportSize(
  { issue, articles }: IssueInput,
  edition: EmailEdition,
  wholeBytes: number,
  report: Report,
): void {
  const size = `${Math.ceil(wholeBytes / 1000)} KB encoded`
  const { cut } = edition
  if (cut) {
    const title = articles[cut.article]?.article.facts.meta.title ?? ''
    const message = `Unexpected size of the whole e-mail, ${size}, expected at most 100 KB: split in “${title}”, which goes on at ${cut.continueUrl}`
    report({ rule: 'editions/email-split', message, file: issue.file, place: issue.place })
  } else if (edition.sizeBytes > largeBytes) {
    const message = `Unexpected size of the e-mail, ${size}, expected at most 80 KB`
    report({ rule: 'editions/email-large', message, file: issue.file, place: issue.place })
  }
}

async function renderOnce(
  given: IssueInput,
  cut: Cut | undefined,
  report: Report,
): Promise<EmailEdition | undefined> {
  const [input, pictures] = rememberPictures(given)
  const part = mailedPart(input, cut)
  // With all that turns a tree into a letter: most builds make none.
  const { templateScope } = await import('./template-scope.ts')
  const scope = templateScope(input, part)
  const { template } = input.issue
  const mjml = input.engine.render(template, scope, report)
  if (mjml === undefined) return undefined
  const compiled = await compileMjml(mjml)
  if (compiled.problems) {
    reportMjmlProblems(compiled.problems, mjml, input.engine, template, scope, report)
    return undefined
  }
  const { output: html, uses, misplaced } = input.recipient.inHtml(pictureHeights(compiled.html, pictures))
  if (misplaced.length > 0) {
    reportMisplaced(misplaced, input.engine, template, report)
    return undefined
  }
  reportUnstacked(html, mjml, input.engine, template, scope, report)
  return {
    html,
    mjml,
    sizeBytes: quotedPrintableSize(html),
    split: cut !== undefined,
    cut,
    usedTermIds: [...mailedTermIds(part, input)].sort(),
    tokens: uses,
  }
}
