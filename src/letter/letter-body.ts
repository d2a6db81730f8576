import type { TokenUse } from '../model/edition.ts'
import { boundaryOf, buildMime, type EmbeddedPicture } from './build-mime.ts'
import type { HeaderField } from './header-field.ts'
import { encodeQuotedPrintable, softBreak } from './quoted-printable.ts'

export interface BodyInput {
  html: string
  text: string
  tokens: readonly TokenUse[]
  pictures?: readonly EmbeddedPicture[] | undefined
  boundarySeed: string
}

/** The body that all letters of a variant share, cut where a recipient's values go. */
export interface LetterBody {
  /** Of the whole letter, with its boundary. */
  contentType: HeaderField
  parts: readonly BodyPart[]
  /** What the slots stand for, each once. */
  uses: readonly TokenUse[]
}

export type BodyPart = StaticPart | Slot

export interface StaticPart {
  bytes: Buffer
  /** The same after relaxed canonicalization (RFC 6376, section 3.4.4); the same buffer where that changes nothing. */
  canonical: Buffer
}

export interface Slot {
  /** Which of `uses` it stands for. */
  use: number
  /** What ends the value's line, where there is a value: a soft break, or nothing where the text's own line ends. */
  end: string
}

export function isSlot(part: BodyPart): part is Slot {
  return 'use' in part
}

type Piece = string | Slot

/** Builds the MIME once, its texts in quoted-printable with each token's place on lines of its own. */
export async function buildBody(input: BodyInput): Promise<LetterBody> {
  const { html, text, pictures, boundarySeed } = input
  const boundary = boundaryOf(boundarySeed, html, text)
  const marks = { text: `text-${boundary}`, html: `html-${boundary}` }
  const message = await buildMime({ ...marks, pictures, boundary }, { encoding: 'quoted-printable' })
  const { contentType, body } = splitMessage(message.toString('latin1'))
  const [beforeText = '', afterText = ''] = body.split(marks.text)
  const [beforeHtml = '', afterHtml = ''] = afterText.split(marks.html)
  const uses = usesIn(input)
  const pieces = [beforeText, ...encodePieces(text, uses), beforeHtml, ...encodePieces(html, uses), afterHtml]
  return { contentType, parts: joinPieces(pieces), uses }
}

/** Of nodemailer's head only the type is kept; the rest of a letter's head differs for each recipient. */
function splitMessage(message: string): { contentType: HeaderField; body: string } {
  const end = message.indexOf('\r\n\r\n') + 2
  const field = /^Content-Type:.*\r\n(?:[ \t].*\r\n)*/m.exec(message.slice(0, end))?.[0] ?? ''
  return { contentType: { name: 'Content-Type', raw: field }, body: message.slice(end + 2) }
}

function usesIn({ html, text, tokens }: BodyInput): TokenUse[] {
  return tokens.filter(({ token }) => html.includes(token) || text.includes(token))
}

/** Cuts a text at its tokens, which are of letters, digits and hyphens: text, token, text, token, …, text. */
export function splitAtTokens(text: string, uses: readonly TokenUse[]): string[] {
  if (uses.length === 0) return [text]
  const longestFirst = uses.map(({ token }) => token).sort((one, other) => other.length - one.length)
  return text.split(new RegExp(`(${longestFirst.join('|')})`))
}

function encodePieces(text: string, uses: readonly TokenUse[]): Piece[] {
  const useOf = new Map(uses.map(({ token }, index) => [token, index]))
  const cut = splitAtTokens(text, uses)
  return cut.map((piece, index) => {
    const next = cut[index + 1]
    if (index % 2 === 0) return encodeQuotedPrintable(piece, next !== undefined)
    const endsLine = /^[\r\n]/.test(next ?? '') || (next === '' && index + 2 === cut.length)
    return { use: useOf.get(piece) ?? 0, end: endsLine ? '' : softBreak }
  })
}

function joinPieces(pieces: readonly Piece[]): BodyPart[] {
  const parts: BodyPart[] = []
  let pending = ''
  const flush = (): void => {
    if (pending !== '') parts.push(staticPart(pending))
    pending = ''
  }
  for (const piece of pieces) {
    if (typeof piece === 'string') pending += piece
    else {
      flush()
      parts.push(piece)
    }
  }
  flush()
  return parts
}

function staticPart(text: string): StaticPart {
  const canonical = text.replace(/[ \t]+/g, ' ').replaceAll(' \r\n', '\r\n')
  const bytes = Buffer.from(text, 'latin1')
  return { bytes, canonical: canonical === text ? bytes : Buffer.from(canonical, 'latin1') }
}
