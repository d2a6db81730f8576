import { escapeForContext } from './escape-for-context.ts'

/** What a notice says, in plain words: they are made safe for HTML here. */
export interface NoticeWords {
  subject: string
  /** BCP 47. */
  language: string
  /** Default: `ltr`. */
  direction?: 'ltr' | 'rtl'
  /** Paragraphs before the link. */
  before: readonly string[]
  link?: NoticeLink
  /** Paragraphs after the link. */
  after: readonly string[]
}

interface NoticeLink {
  label: string
  /** `https:`, `http:` or `mailto:`. */
  url: string
}

const style =
  'margin:0 auto;max-width:36em;padding:16px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.6'

/** A page of paragraphs, readable in every mail program, that fetches nothing. */
export function noticeHtml({
  subject,
  language,
  direction = 'ltr',
  before,
  link,
  after,
}: NoticeWords): string {
  const opening = `<html lang="${escapeForContext(language, 'attribute')}" dir="${direction}">`
  return [
    '<!doctype html>',
    opening,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeForContext(subject, 'html')}</title>`,
    '</head>',
    `<body><main style="${style}">`,
    ...before.map(paragraph),
    ...(link ? [linkParagraph(link)] : []),
    ...after.map(paragraph),
    '</main></body>',
    '</html>',
    '',
  ].join('\n')
}

/** The same for those who read plain text: the address stands on a line of its own, whole. */
export function noticeText({ before, link, after }: NoticeWords): string {
  const address = link ? escapeForContext(link.url, 'text') : ''
  const blocks = [
    ...before.map(plain),
    ...(link ? [`${plain(link.label)}:\n${address}`] : []),
    ...after.map(plain),
  ]
  return `${blocks.join('\n\n')}\n`
}

function paragraph(words: string): string {
  return `<p>${escapeForContext(words, 'html')}</p>`
}

function linkParagraph({ label, url }: NoticeLink): string {
  return `<p><a href="${escapeForContext(url, 'url')}">${escapeForContext(label, 'html')}</a></p>`
}

function plain(words: string): string {
  return wrap(escapeForContext(words, 'text'))
}

const maxColumns = 72

function wrap(words: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > maxColumns) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}
