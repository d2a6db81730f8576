import type { TokenUse } from '../../model/edition.ts'
import { messages, type Messages } from '../../templates/index.ts'
import { escapeAttribute, escapeText } from './escape.ts'

export interface PreviewInput {
  html: string
  text: string
  subject: string
  preheader: string
  /** The sender as mail clients show it. */
  sender: string
  /** BCP 47. */
  language: string
  direction: 'ltr' | 'rtl'
  /** How wide the letter is made, in pixels. */
  width: number
  /** The recipient tokens in both editions. */
  tokens: readonly TokenUse[]
  /** The sample value of a token, made safe for its context. */
  sample(use: TokenUse): string
}

interface View {
  width: number
  dark: boolean
}

/**
 * A page that shows a letter as a member would see it: in its own width and on a screen of 320 pixels, light and
 * dark, and as text. It is complete in one file and runs no script; the letter stands in sandboxed frames. Pure.
 */
export function renderPreview(input: PreviewInput): string {
  const words = messages(input.language)
  const html = fillSamples(input.html, input)
  const title = `${words.preview}: ${input.subject}`
  return `<!doctype html>
<html lang="${escapeAttribute(input.language)}" dir="${input.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeText(title)}</title>
<style>${styles}</style>
</head>
<body>
<header>
<p class="kind">${escapeText(words.preview)}</p>
<h1>${escapeText(input.subject)}</h1>
<dl>
<dt>${escapeText(words.sender)}</dt><dd>${escapeText(input.sender)}</dd>
<dt>${escapeText(words.subject)}</dt><dd>${escapeText(input.subject)}</dd>
<dt>${escapeText(words.preheader)}</dt><dd>${escapeText(input.preheader)}</dd>
</dl>
<p class="notice">${escapeText(words.previewNotice)}</p>
</header>
<main>
${viewsOf(input)
  .map((view) => frame(html, view, words))
  .join('\n')}
<section class="text"><h2>${escapeText(words.previewText)}</h2>
<pre tabindex="0">${escapeText(fillSamples(input.text, input))}</pre></section>
</main>
</body>
</html>
`
}

function viewsOf({ width }: PreviewInput): View[] {
  return [false, true].flatMap((dark) => [
    { width, dark },
    { width: 320, dark },
  ])
}

/** A letter with sample values in place of its tokens. */
export function fillSamples(
  source: string,
  { tokens, sample }: Pick<PreviewInput, 'tokens' | 'sample'>,
): string {
  return tokens.reduce((filled, use) => filled.replaceAll(use.token, () => sample(use)), source)
}

function frame(html: string, { width, dark }: View, words: Messages): string {
  const name = `${dark ? words.previewDark : words.previewLight}, ${width} px`
  const notice = dark ? ` <small>(${escapeText(words.previewDarkNotice)})</small>` : ''
  const shown = html.replaceAll('@media (prefers-color-scheme: dark)', dark ? '@media all' : '@media not all')
  return `<section style="width:${width}px"><h2>${escapeText(name)}${notice}</h2>
<iframe title="${escapeAttribute(name)}" width="${width}" height="900" sandbox="allow-same-origin" srcdoc="${escapeAttribute(shown)}"></iframe></section>`
}

const styles = `
:root { color-scheme: light; }
body { margin: 0; background: #eef0f2; color: #1b2430; font: 16px/1.5 system-ui, sans-serif; }
header { padding: 24px 32px; background: #fff; border-bottom: 1px solid #c5ced6; }
h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.3; }
h2 { margin: 0 0 8px; font-size: 15px; }
small { font-weight: normal; }
.kind { margin: 0; font-size: 13px; letter-spacing: 1px; text-transform: uppercase; color: #52606d; }
.notice { margin: 12px 0 0; font-size: 14px; color: #52606d; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0; }
dt { color: #52606d; } dd { margin: 0; }
main { display: flex; flex-wrap: wrap; gap: 32px; padding: 32px; }
section { max-width: 100%; }
iframe { display: block; max-width: 100%; border: 1px solid #c5ced6; border-radius: 8px; background: #fff; }
pre { margin: 0; padding: 16px 20px; max-height: 868px; overflow: auto; background: #fff; border: 1px solid #c5ced6; border-radius: 8px; font: 14px/1.5 ui-monospace, Consolas, monospace; }
`
