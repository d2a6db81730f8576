import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { Report } from '../diagnostics/index.ts'

/** One secret of `TIDINGS_KEYS`. */
export interface SecretKey {
  /** As the officer named it. */
  name: string
  /** Stands for the key in tokens and hashes; made from the secret, so that names may change. */
  id: string
  /** A key for one use, made from the secret: what one use shows can never serve another. */
  derive: (use: string) => KeyObject
}

/** The secrets: the first makes new tokens and hashes, all are recognised. */
export interface Keys {
  current: SecretKey
  all: readonly SecretKey[]
}

const variable = 'TIDINGS_KEYS'
const leastOctets = 32
/** Octets of a key's id. */
export const keyIdOctets = 3

/**
 * Reads `TIDINGS_KEYS`: `name:secret`, several with commas between, the current one first; a secret is at least 32
 * random octets in base64 or hexadecimal digits. Reports `members/missing-keys` or `members/invalid-keys` and then
 * gives nothing; never says a word of a secret.
 */
export function readKeys(
  env: Readonly<Record<string, string | undefined>>,
  report: Report,
): Keys | undefined {
  const text = (env[variable] ?? '').trim()
  if (text === '') {
    report({
      rule: 'members/missing-keys',
      message: `Unexpected empty ${variable}, expected at least one key`,
      file: variable,
    })
    return undefined
  }
  const all: SecretKey[] = []
  let holds = true
  for (const [index, entry] of text.split(',').entries()) {
    const key = readKey(entry.trim(), all)
    if ('message' in key) {
      holds = false
      const message = `Unexpected ${key.message} in key ${index + 1}, expected \`name:secret\``
      report({ rule: 'members/invalid-keys', message, file: variable })
    } else all.push(key)
  }
  const [current] = all
  return holds && current ? { current, all } : undefined
}

function readKey(entry: string, known: readonly SecretKey[]): SecretKey | { message: string } {
  const [, name, text] = /^([\w-]{1,40}):(.*)$/.exec(entry) ?? []
  if (name === undefined || text === undefined) return { message: 'text without a name' }
  const octets = decode(text)
  if (!octets) return { message: 'secret that is neither base64 nor hexadecimal' }
  if (octets.length < leastOctets)
    return { message: `secret of ${octets.length} octets (${leastOctets} are the least)` }
  if (new Set(octets).size < 8) return { message: 'secret that is not random' }
  const key = secretKey(name, octets)
  if (known.some((other) => other.name === name)) return { message: `second key named \`${name}\`` }
  return known.some(({ id }) => id === key.id) ? { message: 'secret that another key has' } : key
}

function decode(text: string): Buffer | undefined {
  if (/^(?:[\da-f]{2})+$/i.test(text) && text.length >= 2 * leastOctets) return Buffer.from(text, 'hex')
  if (!/^[A-Za-z\d+/_-]+={0,2}$/.test(text)) return undefined
  return Buffer.from(text, 'base64')
}

function secretKey(name: string, secret: Buffer): SecretKey {
  const derived = new Map<string, KeyObject>()
  const tag = (use: string): Buffer => createHmac('sha256', secret).update(`tidings ${use}`).digest()
  return {
    name,
    id: tag('key id').subarray(0, keyIdOctets).toString('hex'),
    derive: (use) => {
      const known = derived.get(use)
      if (known) return known
      const key = createSecretKey(tag(use))
      derived.set(use, key)
      return key
    },
  }
}
