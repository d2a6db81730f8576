import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

export type DkimAlgorithm = 'rsa-sha256' | 'ed25519-sha256'

export type ParsedDkimKey =
  | {
      ok: true
      key: KeyObject
      algorithm: DkimAlgorithm
      /** What the DNS says of the key (RFC 6376, section 3.6.1): the text of `<selector>._domainkey.<domain>`. */
      publicRecord: string
    }
  /** `problem` is one line that never has any of the key in it. */
  | { ok: false; problem: string }

/** RFC 8301, section 3.2: signers should use at least 2048 bits, and verifiers need not know more than 4096. */
const rsaBits = { least: 2048, most: 4096 }

/**
 * Reads a private key for DKIM: RSA (RFC 8301) or Ed25519 (RFC 8463), in PEM, where `\n` may stand for a line end as
 * it does in many environment files. Never throws.
 */
export function parseDkimKey(pem: string): ParsedDkimKey {
  const text = pem.replaceAll(String.raw`\n`, '\n').trim()
  const problem = problemOfPem(text)
  if (problem !== undefined) return unusable(problem)
  try {
    return checkKey(createPrivateKey(text))
  } catch {
    return unusable('a key that cannot be read: it is cut short or changed')
  }
}

function problemOfPem(text: string): string | undefined {
  if (text === '') return 'no key'
  const label = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(text)?.[1]
  if (label === undefined) return 'a text that is no PEM (`-----BEGIN PRIVATE KEY-----`)'
  if (/ENCRYPTED/.test(text)) return 'a key behind a passphrase'
  if (label.includes('PUBLIC')) return 'a public key'
  if (!label.endsWith('PRIVATE KEY')) return `a ${label.toLowerCase()}`
  return undefined
}

function checkKey(key: KeyObject): ParsedDkimKey {
  const algorithm = algorithmOf(key)
  if (algorithm === undefined) return unusable(`a key of the kind ${key.asymmetricKeyType ?? 'secret'}`)
  const bits = key.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && (bits < rsaBits.least || bits > rsaBits.most)) {
    return unusable(`an RSA key of ${bits} bits`)
  }
  return { ok: true, key, algorithm, publicRecord: publicRecord(key, algorithm) }
}

function unusable(found: string): ParsedDkimKey {
  return {
    ok: false,
    problem: `Unexpected ${found}, expected a private key of RSA (2048 to 4096 bits) or Ed25519 in PEM`,
  }
}

/** The algorithm that a key signs with, or `undefined`. */
export function algorithmOf(key: KeyObject): DkimAlgorithm | undefined {
  if (key.type !== 'private') return undefined
  if (key.asymmetricKeyType === 'rsa') return 'rsa-sha256'
  return key.asymmetricKeyType === 'ed25519' ? 'ed25519-sha256' : undefined
}

/** RFC 8463, section 4.2: of an Ed25519 key the DNS has the 32 bytes alone, which end its DER form. */
function publicRecord(key: KeyObject, algorithm: DkimAlgorithm): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return algorithm === 'rsa-sha256'
    ? `v=DKIM1; k=rsa; p=${der.toString('base64')}`
    : `v=DKIM1; k=ed25519; p=${der.subarray(-32).toString('base64')}`
}
