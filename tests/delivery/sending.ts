import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase, type Database } from '../../src/database/index.ts'
import { systemClock, type Clock } from '../../src/delivery/clock.ts'
import { confirmPlan } from '../../src/delivery/confirm-plan.ts'
import { countDeliveries } from '../../src/delivery/count-deliveries.ts'
import type { LetterMaker } from '../../src/delivery/delivery.ts'
import type { Pace, StopRule } from '../../src/delivery/pace-contract.ts'
import { planSend, type PlanInput } from '../../src/delivery/plan.ts'
import type { PlannedManifest } from '../../src/delivery/recipients.ts'
import { runSend } from '../../src/delivery/send-loop.ts'
import type { SendOptions, SendResult } from '../../src/delivery/send-options.ts'

/** A folder with a database that a test fills; `close` removes it. */
export interface Ledger {
  folder: string
  file: string
  database: Database
  close: () => Promise<void>
}

export async function openLedger(): Promise<Ledger> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-ledger-'))
  const file = path.join(folder, 'tidings.db')
  const ledger: Ledger = {
    folder,
    file,
    database: await openDatabase(file),
    close: async () => {
      await ledger.database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return ledger
}

export interface MadeUpMember {
  attributes?: Record<string, unknown>
  status?: 'active' | 'lapsed'
  domain?: string
}

/** Fills the roster with `m1@…`, `m2@…` and so on. */
export async function addMembers(
  database: Database,
  count: number,
  like: (n: number) => MadeUpMember = () => ({}),
): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => {
    const n = index + 1
    const { attributes = {}, status = 'active', domain = 'example.org' } = like(n)
    const address = `m${n}@${domain}`
    return [String(n), address, address, domain, `Member ${n}`, status, JSON.stringify(attributes), 0, 0]
  })
  await database.runMany(
    `INSERT INTO members (number, address, address_key, domain, name, status, attributes, created_at, changed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    rows,
  )
}

export const manifest: PlannedManifest = {
  issue: '2023-11',
  contentHash: 'c'.repeat(64),
  audience: null,
  series: null,
  variants: [{ id: 'everyone', conditions: [] }],
}

export const settings: PlanInput['settings'] = {
  segments: { wales: 'region = Wales' },
  attributes: { region: { type: 'text' }, member: { type: 'boolean' } },
}

/** What a plan of the made-up issue is asked for with. */
export function planInput(changes: Partial<PlanInput> = {}): PlanInput {
  const report: PlanInput['report'] = ({ message }) => {
    throw new Error(message)
  }
  return { manifest, settings, report, by: 'officer', at: 1_700_000_000_000, ...changes }
}

/** Plans and confirms; gives the send's id. */
export async function confirmedSend(database: Database, changes: Partial<PlanInput> = {}): Promise<number> {
  const input = planInput(changes)
  const planned = await planSend(database, input)
  if (!planned.ok) throw new Error(planned.message)
  const confirmed = await confirmPlan(database, { ...input, hash: planned.send.planHash })
  if (!confirmed.ok) throw new Error(confirmed.message)
  return planned.send.id
}

export const noPace: Pace = {
  waitForAny: () => 0,
  waitFor: () => 0,
  spacing: () => 0,
  begin: () => undefined,
  handedOver: () => undefined,
  end: () => undefined,
  countsOf: () => [],
}

export const noStop: StopRule = { note: () => undefined }

const body = Buffer.from('Subject: news\r\n\r\nHello\r\n')

export const plainLetter: LetterMaker = ({ address }) => ({
  from: 'bounce@example.org',
  to: address,
  chunks: [body],
  size: body.length,
  needsUtf8: false,
})

/** A clock that goes `speed` times as fast as the real one, and can be set. */
export function fastClock(speed: number): Clock & { set: (jumpMs: number) => void } {
  const began = performance.now()
  let jumped = 1_700_000_000_000
  return {
    now: () => Math.round(jumped + (performance.now() - began) * speed),
    sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
    set: (jumpMs) => {
      jumped += jumpMs
    },
  }
}

type SendChanges = Partial<SendOptions> & Pick<SendOptions, 'transport'>

/** Sends with short waits and no limits. */
export function send(ledger: Ledger, sendId: number, changes: SendChanges): Promise<SendResult> {
  return runSend({
    database: ledger.database,
    databaseFile: ledger.file,
    sendId,
    by: 'officer',
    letters: plainLetter,
    pace: noPace,
    stop: noStop,
    clock: fastClock(20),
    connections: 4,
    retry: { firstMinutes: 5, mostHours: 6, giveUpHours: 72 },
    connectionTries: 3,
    patienceMs: 0,
    ...changes,
  })
}

/** The states that occur, with their numbers; throws where the totals do not reconcile. */
export async function states(database: Database, sendId: number): Promise<Record<string, number>> {
  const counts = await countDeliveries(database, sendId)
  if (!counts.reconciles) throw new Error(`The totals do not reconcile: ${JSON.stringify(counts)}`)
  return Object.fromEntries(Object.entries(counts.byState).filter(([, count]) => count > 0))
}
