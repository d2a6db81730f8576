import { createHash } from 'node:crypto'

/** A secret that only its holder knows: we keep its hash. */
export interface SecretToken {
  token: string
  hash: string
}

const octets = 32
/** 32 octets in base64url. */
export const tokenLength = 43

/** A token of 256 random bits. */
export function createSecretToken(random: (octets: number) => Uint8Array): SecretToken {
  const token = Buffer.from(random(octets)).toString('base64url')
  return { token, hash: hashOfToken(token) }
}

/** The hash that a token is kept under. It needs no salt: nobody guesses 256 bits. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Whether a text could be a token of ours; others need not be looked for. */
export function isTokenShaped(text: string): boolean {
  return text.length === tokenLength && /^[\w-]+$/.test(text)
}
