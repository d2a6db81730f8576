import { generateKeyPairSync } from 'node:crypto'
import { openDatabase } from '../../../src/database/index.ts'
import type { DoctorContext } from '../../../src/delivery/doctor/doctor-context.ts'
import type { Resolver } from '../../../src/delivery/doctor/dns.ts'
import type { CheckResult } from '../../../src/delivery/doctor/check-result.ts'
import { parseDkimKey } from '../../../src/letter/index.ts'
import type { DeliverySettings, Settings } from '../../../src/model/settings.ts'
import { settingsSchema } from '../../../src/workspace/index.ts'

/** `TXT name`, `MX name`, `A name`, `AAAA name`, `NS name`, `PTR name` → records, or the code of a failure. */
export type Zone = Record<string, readonly string[] | string>

export function resolverOf(zone: Zone): Resolver {
  const look = (type: string, name: string): string[] => {
    const found = zone[`${type} ${name}`] ?? 'ENOTFOUND'
    if (typeof found === 'string')
      throw Object.assign(new Error(`query${type} ${found} ${name}`), { code: found })
    return [...found]
  }
  return {
    // A long record comes in pieces.
    resolveTxt: async (name) => look('TXT', name).map((text) => text.match(/.{1,200}/gs) ?? ['']),
    resolveMx: async (name) =>
      look('MX', name).map((text) => ({
        priority: Number(text.split(' ')[0]),
        exchange: text.split(' ')[1] ?? '',
      })),
    resolve4: async (name) => look('A', name),
    resolve6: async (name) => look('AAAA', name),
    resolveNs: async (name) => look('NS', name),
    resolvePtr: async (name) => look('PTR', name),
  }
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const rsaPem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const parsed = parseDkimKey(rsaPem)
export const rsaRecord = parsed.ok ? parsed.publicRecord : ''

export const goodEnv = {
  TIDINGS_KEYS: `a:${Buffer.from('0123456789abcdefghijklmnopqrstuvwxyz').toString('base64')}`,
  TIDINGS_DKIM_RSA: rsaPem,
  TIDINGS_SMTP_PASSWORD: 'secret words',
}

export function goodSettings(
  changes: Partial<Settings> = {},
  delivery: Partial<DeliverySettings> = {},
): Settings {
  const defaults = settingsSchema.shape.delivery.parse({
    smtp: { host: 'mail.guild.uk', user: 'news' },
    bounceAddress: 'bounces@guild.uk',
    unsubscribeAddress: 'leave@guild.uk',
    dkim: { rsaSelector: 'r' },
  }) as DeliverySettings
  return {
    sender: { name: 'Side by Side', address: 'news@guild.uk' },
    baseUrl: 'https://news.guild.uk',
    serviceUrl: 'https://members.guild.uk',
    database: 'data/tidings.db',
    leavingMailbox: { kind: 'maildir', path: 'mail' },
    ...changes,
    delivery: { ...defaults, ...delivery },
  } as Settings
}

export const goodZone: Zone = {
  'NS uk': ['a.nic.uk'],
  'TXT guild.uk': ['some=other', 'v=spf1 include:_spf.host.net mx -all'],
  'TXT _spf.host.net': ['v=spf1 ip4:192.0.2.0/24 -all'],
  'TXT r._domainkey.guild.uk': [rsaRecord],
  'TXT _dmarc.guild.uk': ['v=DMARC1; p=quarantine; rua=mailto:reports@guild.uk'],
  'MX guild.uk': ['10 mx.guild.uk'],
  'A mx.guild.uk': ['192.0.2.7'],
  'A mail.guild.uk': ['192.0.2.8'],
  'PTR 8.2.0.192.in-addr.arpa': ['mail.guild.uk'],
}

export const noon = Date.UTC(2026, 10, 23, 12)

/** A machine and a network on which there is nothing to find. */
export function healthy(changes: Partial<DoctorContext> = {}, zone: Zone = {}): DoctorContext {
  return {
    settings: goodSettings(),
    env: goodEnv,
    online: true,
    resolver: resolverOf({ ...goodZone, ...zone }),
    fetch: (async () =>
      new Response(null, { headers: { date: new Date(noon).toUTCString() } })) as typeof fetch,
    transport: {
      promise: 'one-letter',
      open: async () => ({
        deliver: () => Promise.reject(new Error('the doctor sends nothing')),
        isOpen: () => true,
        close: async () => undefined,
      }),
    },
    now: () => noon,
    freeBytes: async () => 5_000_000_000,
    openDatabase: () => openDatabase(':memory:'),
    databaseFile: ':memory:',
    ...changes,
  }
}

/** `state check` of each line. */
export function states(results: readonly CheckResult[]): string[] {
  return results.map(({ check, state }) => `${state} ${check}`)
}
