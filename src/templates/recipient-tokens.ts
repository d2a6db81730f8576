import { createHash } from 'node:crypto'
import { tokenContexts, type TokenContext, type TokenUse } from '../model/edition.ts'
import { placeTokensInHtml, type MisplacedToken } from './token-contexts.ts'

/** Recipient fields that every publication has; its declared attributes come on top. */
export const standardRecipientFields = [
  'name',
  'email',
  'number',
  'unsubscribeUrl',
  'preferencesUrl',
] as const

export interface TokenOptions {
  /** The standard fields and the names of the publication's attributes; a name given twice counts once. */
  fields: Iterable<string>
  /** A hash of the content: the same content has the same tokens. */
  seed: string
  /** Every text that goes into the letter; no token occurs in any of them. */
  sources: readonly string[]
}

export interface PlacedTokens {
  output: string
  /** Each token of the output once. */
  uses: TokenUse[]
}

/** The tokens that stand for a recipient's fields until a letter is made. */
export interface RecipientTokens {
  /** `recipient` for a template's scope: field → a token whose context is not known yet. */
  scope: Record<string, string>
  /** The token of a field in a known context. */
  token(field: string, context: TokenContext): TokenUse
  /** Gives every token in HTML its context by where it stands; `misplaced` has those that cannot be made safe. */
  inHtml(html: string): PlacedTokens & { misplaced: MisplacedToken[] }
  /** Gives every token in a plain text the context `text`. */
  inText(text: string): PlacedTokens
}

/**
 * Makes the tokens, such as `recipient-name-3fa94c1be2d0`. They are URL-safe and have only lower-case letters, digits
 * and hyphens, so that no escaping changes them. Pure: the same options give the same tokens.
 */
export function createRecipientTokens(options: TokenOptions): RecipientTokens {
  const fields = [...new Set(options.fields)]
  const seed = absentSeed(options, fields)
  const scope = Object.fromEntries(fields.map((field) => [field, tokenOf(seed, field, 'unplaced')]))
  const fieldOf = new Map(Object.entries(scope).map(([field, token]) => [token, field]))
  const token = (field: string, context: TokenContext): TokenUse => {
    return { token: tokenOf(seed, field, context), field, context }
  }
  return {
    scope,
    token,
    inHtml: (html) => collectUses((use) => placeTokensInHtml(html, fieldOf, use), token),
    inText: (text) =>
      collectUses((use) => ({ output: replaceTokens(text, fieldOf, (f) => use(f, 'text')) }), token),
  }
}

type Use = (field: string, context: TokenContext) => string

function collectUses<T>(place: (use: Use) => T, token: RecipientTokens['token']): T & { uses: TokenUse[] } {
  const uses = new Map<string, TokenUse>()
  const placed = place((field, context) => {
    const use = token(field, context)
    uses.set(use.token, use)
    return use.token
  })
  return { ...placed, uses: [...uses.values()] }
}

function replaceTokens(
  text: string,
  fieldOf: ReadonlyMap<string, string>,
  replace: (field: string) => string,
): string {
  let output = text
  for (const [token, field] of fieldOf) output = output.replaceAll(token, () => replace(field))
  return output
}

/** A seed none of whose tokens, in any context, is in the sources. */
function absentSeed({ seed, sources }: TokenOptions, fields: readonly string[]): string {
  for (let attempt = 0; ; attempt += 1) {
    const candidate = attempt === 0 ? seed : `${seed} ${attempt}`
    const contexts = [...tokenContexts, 'unplaced'] as const
    const marks = fields.flatMap((field) => contexts.map((context) => markOf(candidate, field, context)))
    if (!marks.some((mark) => sources.some((source) => source.includes(mark)))) return candidate
  }
}

function tokenOf(seed: string, field: string, context: TokenContext | 'unplaced'): string {
  const name = field
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return `recipient-${name}-${markOf(seed, field, context)}`
}

function markOf(seed: string, field: string, context: string): string {
  return createHash('sha256')
    .update(JSON.stringify([seed, field, context]))
    .digest('hex')
    .slice(0, 12)
}
