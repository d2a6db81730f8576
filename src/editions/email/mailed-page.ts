import type { TokenUse } from '../../model/edition.ts'
import { formatDate, messages } from '../../templates/index.ts'
import { escapeAttribute, escapeText } from './escape.ts'

export interface MailedPageInput {
  /** The e-mail as it was built. */
  html: string
  subject: string
  /** BCP 47. */
  language: string
  /** `2026-12-01`. */
  mailedOn: string
  /** The issue's page in the archive. */
  issueUrl: string
  colours: { text: string; background: string; accent: string }
  tokens: readonly TokenUse[]
  /** What stands for a token, made safe for its context. */
  sample(use: TokenUse): string
  /** Address of a picture in the letter → where the archive has it. */
  pictures: ReadonlyMap<string, string>
}

/** Fields whose links would act for a member. */
const actingFields = new Set(['unsubscribeUrl', 'preferencesUrl'])

/**
 * An e-mail as a page of the archive: as it was sent, under a line that says so. No link of it acts for a member, its
 * pictures come from the archive, and search engines leave it out. Pure.
 */
export function renderMailedPage(input: MailedPageInput): string {
  const acting = input.tokens.filter(({ field }) => actingFields.has(field))
  const still = acting.reduce((html, { token }) => withoutLinks(html, token), input.html)
  const filled = input.tokens.reduce(
    (html, use) => html.replaceAll(use.token, () => input.sample(use)),
    still,
  )
  const shown = [...input.pictures].reduce((html, [from, to]) => html.replaceAll(from, () => to), filled)
  return shown
    .replace(/<head[^>]*>/i, (head) => `${head}\n<meta name="robots" content="noindex">`)
    .replace(/<body[^>]*>/i, (body) => `${body}\n${banner(input)}`)
}

/** A link that leads nowhere, and says so to those who hear it. */
function withoutLinks(html: string, token: string): string {
  return html.replaceAll(new RegExp(`\\shref="[^"]*${token}[^"]*"`, 'g'), ' role="link" aria-disabled="true"')
}

function banner({ language, mailedOn, issueUrl, subject, colours }: MailedPageInput): string {
  const words = messages(language)
  const style = `margin:0;padding:12px 20px;background:${colours.background};color:${colours.text};border-bottom:3px solid ${colours.accent};font:14px/1.5 system-ui,sans-serif`
  const time = `<time datetime="${escapeAttribute(mailedOn)}">${escapeText(formatDate(mailedOn, language))}</time>`
  const back = `<a href="${escapeAttribute(issueUrl)}" style="color:${colours.accent}">${escapeText(words.backToIssue)}</a>`
  return `<aside aria-label="${escapeAttribute(subject)}" lang="${words.language}" dir="${words.direction}" style="${style}">
<p style="margin:0"><strong>${escapeText(words.asItWasSent)}</strong> ${time}. ${escapeText(words.previewNotice)} ${back}</p>
</aside>`
}
