import { readFileSync } from 'node:fs'
import type { Report } from '../../diagnostics/index.ts'
import { createSigner, parseDkimKey, type ParsedDkimKey, type Signer } from '../../letter/index.ts'
import type { Settings } from '../../model/settings.ts'

/** A key that letters are signed with, as the settings name it. */
export interface DkimKey {
  selector: string
  domain: string
  key: Extract<ParsedDkimKey, { ok: true }>
}

type Environment = Readonly<Record<string, string | undefined>>

const kinds = [
  { setting: 'rsaSelector', variable: 'TIDINGS_DKIM_RSA', algorithm: 'rsa-sha256', name: 'RSA' },
  {
    setting: 'ed25519Selector',
    variable: 'TIDINGS_DKIM_ED25519',
    algorithm: 'ed25519-sha256',
    name: 'Ed25519',
  },
] as const

/**
 * Reads the keys that `delivery.dkim` names selectors for, from the environment: PEM, or the path of a file that has it.
 * Reports those that are missing or of the wrong kind, with no word of a key, and then gives nothing. No selector: no key.
 */
export function readDkimKeys(
  settings: Pick<Settings, 'delivery' | 'sender'>,
  env: Environment,
  report: Report,
): DkimKey[] | undefined {
  const { dkim } = settings.delivery
  if (!dkim) return []
  const domain = dkim.domain ?? settings.sender.address.slice(settings.sender.address.lastIndexOf('@') + 1)
  const keys: DkimKey[] = []
  let holds = true
  for (const { setting, variable, algorithm, name } of kinds) {
    const selector = dkim[setting]
    if (selector === undefined) continue
    const key = parseDkimKey(pemOf(env[variable] ?? ''))
    if (key.ok && key.algorithm === algorithm) keys.push({ selector, domain, key })
    else {
      holds = false
      const message = key.ok
        ? `Unexpected key of another kind, expected a private key of ${name}`
        : key.problem
      report({ rule: 'delivery/dkim-key', message, file: variable })
    }
  }
  return holds ? keys : undefined
}

/** The signer that the settings ask for; `undefined` as its value where they ask for none. Reports as `readDkimKeys`. */
export function loadSigner(
  settings: Pick<Settings, 'delivery' | 'sender'>,
  env: Environment,
  report: Report,
): { signer: Signer | undefined } | undefined {
  const keys = readDkimKeys(settings, env, report)
  const [first] = keys ?? []
  if (!keys) return undefined
  if (!first) return { signer: undefined }
  const signing = keys.map(({ selector, key }) => ({ selector, key: key.key }))
  return { signer: createSigner({ domain: first.domain, keys: signing }) }
}

/** A file that cannot be read is no key. */
function pemOf(value: string): string {
  if (value.trim() === '' || value.includes('-----BEGIN')) return value
  try {
    return readFileSync(value.trim(), 'utf8')
  } catch {
    return ''
  }
}
