import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Finding } from '../../src/diagnostics/index.ts'
import { openDatabase, type Database } from '../../src/database/index.ts'
import type { Member } from '../../src/model/member.ts'
import type { AttributeDeclaration } from '../../src/model/settings.ts'
import {
  exportRoster,
  importRoster,
  listMembers,
  normaliseAddress,
  readKeys,
  type Address,
  type ImportOptions,
  type ImportResult,
  type Keys,
} from '../../src/members/index.ts'

export const now = Date.UTC(2026, 10, 1)

export const attributes: Record<string, AttributeDeclaration> = {
  region: { type: 'text', values: ['England', 'Wales', 'Scotland', 'Northern Ireland'] },
  role: { type: 'text' },
  since: { type: 'date' },
  hours: { type: 'number' },
  steward: { type: 'boolean' },
}

/** A roster in a folder of its own. */
export interface Fixture extends AsyncDisposable {
  database: Database
  import: (
    csv: string | Uint8Array,
    options?: Partial<ImportOptions>,
  ) => Promise<ImportResult & { findings: Finding[] }>
  members: () => Promise<Member[]>
  export: () => Promise<string>
}

export async function openRoster(): Promise<Fixture> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-members-'))
  const database = await openDatabase(path.join(folder, 'tidings.db'))
  return {
    database,
    import: async (csv, options) => {
      const findings: Finding[] = []
      const result = await importRoster(database, source(csv), {
        attributes,
        map: {},
        authoritative: false,
        allowMany: false,
        keys: undefined,
        now,
        report: (finding) => findings.push(finding),
        confirm: () => true,
        ...options,
      })
      return { ...result, findings }
    },
    members: () => listMembers(database, { after: 0, limit: 1_000 }),
    export: async () => {
      const pieces: string[] = []
      for await (const piece of exportRoster(database, { attributes })) pieces.push(piece)
      return pieces.join('')
    },
    [Symbol.asyncDispose]: async () => {
      await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The bytes in pieces that fall into the middle of letters and rows. */
function source(csv: string | Uint8Array): { file: string; read: () => AsyncIterable<Uint8Array> } {
  const bytes = Buffer.from(csv as string)
  return {
    file: 'members.csv',
    read: async function* () {
      for (let start = 0; start < bytes.length; start += 4_099) yield bytes.subarray(start, start + 4_099)
    },
  }
}

export function addressOf(text: string): Address {
  const address = normaliseAddress(text)
  if ('fault' in address) throw new Error(address.message)
  return address
}

export function keysOf(...names: string[]): Keys {
  const text = names.map(
    (name) => `${name}:${Buffer.from(name.padEnd(32, 'abcdefghijklmnop')).toString('base64')}`,
  )
  const keys = readKeys({ TIDINGS_KEYS: text.join(',') }, ({ message }) => {
    throw new Error(message)
  })
  if (!keys) throw new Error('no keys')
  return keys
}

export function rulesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ rule }) => rule)
}

/** Rule and where, as `rule@line:column`. */
export function placesOf(findings: readonly Finding[]): string[] {
  return findings.map(
    ({ rule, place }) => `${rule.replace('members/', '')}@${place?.start.line}:${place?.start.column}`,
  )
}
