import { randomBytes } from 'node:crypto'
import { composeLetter, spliceLetter, type Letter, type LetterTemplate } from '../src/letter/index.ts'

/** The tokens of the bench's letter. */
const name = 'recipient-name-0123456789ab'
const link = 'recipient-unsubscribe-url-0123456789ab'

const words =
  'pupils schools support plans members branch meeting reform council guidance “needs” café'.split(' ')

function paragraphs(bytes: number): string {
  let text = ''
  for (let index = 0; text.length < bytes; index++) {
    const sentence = Array.from({ length: 14 }, (_, at) => words[(index * 7 + at * 3) % words.length]).join(
      ' ',
    )
    text += `<p style="margin:0 0 16px;font-size:16px;line-height:26px">${sentence}.</p>\n`
  }
  return text
}

/** About 80 KB as it goes over the line, with both parts and two personal values. */
const body = paragraphs(39_000)
const html = (who: string, leave: string): string =>
  `<!doctype html><html lang="en"><body><p>Dear ${who},</p>\n${body}<p><a href="${leave}">Unsubscribe</a></p></body></html>`
const text = (who: string, leave: string): string =>
  `Dear ${who},\n\n${body.replace(/<[^>]+>/g, '')}\nUnsubscribe: ${leave}\n`

/** One member of the bench. */
export interface Recipient {
  id: number
  address: string
  name: string
}

/** What both ways of making a letter are given. */
export function partsFor({ id, address, name: who }: Recipient): {
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  messageId: string
} {
  const url = `https://members.example.org/u/${id}-${address.length}`
  return {
    subject: 'What the reforms mean for you',
    html: html(who, url),
    text: text(who, url),
    messageId: `<bench.${id}@example.org>`,
    headers: {
      'List-Id': '<side-by-side.example.org>',
      'List-Unsubscribe': `<${url}>, <mailto:leave+${id}@example.org>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Archive': '<https://news.example.org/>',
      'Feedback-ID': 'bench:everyone:newsletter:tidings',
      'Content-Language': 'en-GB',
    },
  }
}

/** The same letter composed once. */
export async function sampleTemplate(): Promise<LetterTemplate> {
  return composeLetter({
    from: { name: 'Side by Side', address: 'news@example.org' },
    subject: 'What the reforms mean for you',
    html: html(name, link),
    text: text(name, link),
    tokens: [
      { token: name, field: 'name', context: 'html' },
      { token: link, field: 'unsubscribeUrl', context: 'url' },
    ],
    list: { id: 'side-by-side.example.org', title: 'Side by Side', archiveUrl: 'https://news.example.org/' },
    feedbackId: ['bench', 'everyone', 'newsletter', 'tidings'],
    language: 'en-GB',
    boundarySeed: randomBytes(8).toString('hex'),
  })
}

/** One member's letter from the template. */
export function sampleLetter(template: LetterTemplate, { id, address, name: who }: Recipient): Letter {
  const url = `https://members.example.org/u/${id}-${address.length}`
  return spliceLetter(template, {
    to: { name: who, address },
    date: new Date(),
    messageId: `<bench.${id}@example.org>`,
    values: { name: who, unsubscribeUrl: url },
    unsubscribe: { url, mailto: `mailto:leave+${id}@example.org` },
  })
}

/** Members with names that need care. */
export function recipients(count: number): Recipient[] {
  const names = ['Zoë O’Hara & Sons', 'Ann Example', 'Łukasz "Luke" Nowak', '']
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    address: `member${index + 1}@post${index % 7}.example.org`,
    name: names[index % names.length] as string,
  }))
}
