import { createHash } from 'node:crypto'
import type { Settings } from '../model/settings.ts'
import { serviceMessages, type ServiceMessages } from '../templates/index.ts'
import { markup, Html } from './html.ts'
import { renderStylesheet } from './stylesheet.ts'

export interface PageInput {
  title: string
  content: Html
  /** More for the page's head. */
  head?: Html
}

/** Makes the service's pages: one frame, everything in the one file. */
export interface PageMaker {
  words: ServiceMessages
  settings: Settings
  /** `/members` where the service lives at https://example.org/members, else empty: before every address of ours. */
  prefix: string
  /** SHA-256 of the stylesheet in base64, for the Content-Security-Policy. */
  styleHash: string
  render: (page: PageInput) => string
}

/** Where the logo is, under the prefix. */
export const logoPath = '/logo'

/** A page maker in the publication's colours and language. */
export function createPageMaker(settings: Settings, hasLogo: boolean): PageMaker {
  const words = serviceMessages(settings.language)
  const style = renderStylesheet(settings.brand)
  const prefix = new URL(settings.serviceUrl).pathname.replace(/\/+$/, '')
  const frame = { words, settings, prefix }
  return {
    ...frame,
    styleHash: createHash('sha256').update(style).digest('base64'),
    render: (page) => renderPage(page, frame, style, hasLogo),
  }
}

type Frame = Pick<PageMaker, 'words' | 'settings' | 'prefix'>

function renderPage(
  { title, content, head }: PageInput,
  frame: Frame,
  style: string,
  hasLogo: boolean,
): string {
  const { words, settings } = frame
  const isOurs = primaryOf(settings.language) === primaryOf(words.language)
  const language = isOurs ? settings.language : words.language
  return markup`<!DOCTYPE html>
    <html lang="${language}" dir="${isOurs ? settings.direction : words.direction}">
      <head>
        <meta charset="utf-8">
        <title>${title} – ${settings.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex, nofollow">
        ${hasLogo && markup`<link rel="icon" href="${frame.prefix}${logoPath}">`}
        ${head}
        <style>${new Html(style)}</style>
      </head>
      <body>
        <header>${nameOf(frame, hasLogo)}</header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
        ${footerOf(frame)}
      </body>
    </html>
`.text
    .replace(/^[ \t]+$\n/gm, '')
    .replace(/[ \t]+$/gm, '')
}

/** The publication's name is in the publication's language, whatever the page's is. */
function nameOf({ settings, prefix }: Frame, hasLogo: boolean): Html {
  const { title, baseUrl, brand, language, direction } = settings
  const label = hasLogo
    ? markup`<img src="${prefix}${logoPath}" alt="${brand.logoAlt ?? title}">`
    : markup`<span>${title}</span>`
  return markup`<a class="name" href="${baseUrl}/" lang="${language}" dir="${direction}">${label}</a>`
}

function footerOf({ settings, words }: Frame): Html {
  const { organisation, postalAddress, language, direction, baseUrl } = settings
  return markup`<footer>
    <address lang="${language}" dir="${direction}">${organisation}<br>${postalAddress.join(', ')}</address>
    <p><a href="${baseUrl}/">${words.toTheArchive}</a></p>
  </footer>`
}

function primaryOf(language: string): string {
  return language.toLowerCase().split('-')[0] ?? ''
}
