import { mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, type Database } from '../../src/database/index.ts'
import {
  addMember,
  createTokens,
  normaliseAddress,
  readKeys,
  type Keys,
  type Tokens,
} from '../../src/members/index.ts'
import type { Member } from '../../src/model/member.ts'
import type { Settings } from '../../src/model/settings.ts'
import { createServer, type Notice, type ServerOptions } from '../../src/server/index.ts'
import { loadSettings } from '../../src/workspace/index.ts'

const lines = [
  'title: The Lantern',
  'organisation: Lantern Society',
  'language: en-GB',
  'baseUrl: https://news.example.org',
  'serviceUrl: https://members.example.org/list',
  'sender: { name: The Lantern, address: lantern@example.org }',
  'replyTo: office@example.org',
  'postalAddress: [1 Lamp Street, Brackendale]',
  'listId: lantern.example.org',
  'delivery: { unsubscribeAddress: leave@example.org }',
  'joining: { open: true }',
  'series:',
  '  - { id: reform, title: The reform, description: What it means for you. }',
  '  - { id: life, title: Branch life }',
]

/** Settings as a workspace has them; `more` are further lines of YAML. */
export function makeSettings(more: readonly string[] = []): Settings {
  const source = { file: 'tidings.yaml', source: [...lines, ...more].join('\n'), hash: '' }
  const settings = loadSettings(source, ({ message }) => {
    throw new Error(message)
  })
  if (!settings) throw new Error('the settings of the fixture do not hold')
  return settings
}

/** One secret key; `seed` makes another. */
export function makeKeys(...seeds: number[]): Keys {
  const entry = (seed: number): string => {
    const octets = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 7 + seed) & 0xff))
    return `k${seed}:${octets.toString('hex')}`
  }
  const keys = readKeys(
    { TIDINGS_KEYS: (seeds.length > 0 ? seeds : [1]).map(entry).join(',') },
    () => undefined,
  )
  if (!keys) throw new Error('the keys of the fixture do not hold')
  return keys
}

export const startOfTime = Date.UTC(2026, 10, 23, 12)

/** A service on a database of its own, with one member. */
export interface Bench extends AsyncDisposable {
  folder: string
  file: string
  database: Database
  settings: Settings
  keys: Keys
  tokens: Tokens
  member: Member
  /** What was sent. */
  notices: Notice[]
  log: string[]
  time: { now: number }
  app: ReturnType<typeof createServer>['app']
  settle: () => Promise<void>
  tidy: () => Promise<void>
  get: (address: string, headers?: Record<string, string>) => Promise<Response>
  post: (
    address: string,
    fields: Record<string, string | string[]>,
    headers?: Record<string, string>,
  ) => Promise<Response>
  add: (address: string) => Promise<Member>
}

export async function makeBench(
  options: Partial<ServerOptions> & { more?: string[]; waitMs?: number } = {},
): Promise<Bench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-server-'))
  const file = path.join(folder, 'tidings.db')
  const database = await openDatabase(file, { waitMs: options.waitMs ?? 5000 })
  const { settings = makeSettings(options.more), keys = makeKeys() } = options
  const time = { now: startOfTime }
  const notices: Notice[] = []
  const log: string[] = []
  const { app, settle, tidy } = createServer({
    settings,
    database,
    keys,
    clock: () => time.now,
    random: (octets) => randomBytes(octets),
    deliverNotice: async (notice) => void notices.push(notice),
    log: (line) => void log.push(line),
    ...options,
  })
  const add = (address: string): Promise<Member> => addOne(database, address, keys, time.now)
  return {
    ...{ folder, file, database, settings, keys, notices, log, time, app, settle, tidy, add },
    tokens: createTokens(keys),
    member: await add('sam@example.org'),
    get: async (address, headers = {}) => app.request(address, { headers }),
    post: async (address, fields, headers = {}) =>
      app.request(address, { method: 'POST', body: encode(fields), headers: { ...formType, ...headers } }),
    [Symbol.asyncDispose]: async () => {
      await settle()
      await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const formType = { 'content-type': 'application/x-www-form-urlencoded' }

function encode(fields: Record<string, string | string[]>): string {
  const entries = Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value]),
  )
  return new URLSearchParams(entries as [string, string][]).toString()
}

async function addOne(database: Database, text: string, keys: Keys, now: number): Promise<Member> {
  const address = normaliseAddress(text)
  if ('fault' in address) throw new Error(address.message)
  const member = await database.transaction((queries) => addMember(queries, { address }, { keys, now }))
  if ('fault' in member) throw new Error(member.fault)
  return member
}

/** The value of a hidden field of the page's first, or only, form that has it. */
export function hiddenField(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
}

/** The page's heading. */
export function headingOf(page: string): string {
  return /<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? ''
}

/** The letter as text. */
export function textOf({ letter }: Notice): string {
  return Buffer.concat(letter.chunks).toString()
}

export const oneClick = { 'List-Unsubscribe': 'One-Click' }

/** The addresses in a member's letters, without the prefix. */
export function linksOf({ tokens }: Bench, id: number): Record<'leave' | 'preferences' | 'confirm', string> {
  return {
    leave: `/u/${tokens.create('unsubscribe', { id })}`,
    preferences: `/p/${tokens.create('preferences', { id })}`,
    confirm: `/c/${tokens.create('confirm', { id })}`,
  }
}
