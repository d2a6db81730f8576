import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { countDeliveries, recoverSenders } from '../../src/delivery/index.ts'
import type { CrashOrder } from './crash-sender.ts'
import { addMembers, confirmedSend, openLedger, type Ledger } from './sending.ts'
import { startSmtpServer, type SmtpServer } from './smtp-server.ts'

/** Where in its work a sender can be ended. */
export const killSteps = [
  'claimed',
  'data-written',
  'before-commit',
  'after-commit',
  'dot-written',
  'answered',
  'settled',
] as const

export interface CrashRun {
  kills: number
  members: number
  seed: number
  /** How long the server takes over a dot. */
  latencyMs: [number, number]
}

export interface CrashResult {
  sends: number
  kills: number
  uncertain: number
  /** Kills by where they fell, with the letters that each kind made uncertain. */
  histogram: Map<string, { kills: number; uncertain: number }>
  /** What a promise did not hold for, in words; empty in a run that passes. */
  broken: string[]
}

type Kill = { at: 'letter'; nth: number } | { at: (typeof killSteps)[number]; nth: number }

/** Random numbers from 0 to 1 that a seed decides (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Sends to made-up members through a real connection to a server that takes its time, and kills the sender again and
 * again: by turns when the server has the k-th letter, and at a step of its own. Looks at every promise after each
 * kill, and at the end of each send.
 */
export async function crashRun({ kills, members, seed, latencyMs }: CrashRun): Promise<CrashResult> {
  const random = seeded(seed)
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1))
  const result: CrashResult = { sends: 0, kills: 0, uncertain: 0, histogram: new Map(), broken: [] }
  while (result.kills < kills && result.broken.length === 0) {
    result.sends += 1
    await crashSend({ members, between, latencyMs, mostKills: kills, result })
  }
  return result
}

interface CrashSend {
  members: number
  between: (low: number, high: number) => number
  latencyMs: [number, number]
  mostKills: number
  result: CrashResult
}

async function crashSend({ members, between, latencyMs, mostKills, result }: CrashSend): Promise<void> {
  const ledger = await openLedger()
  let onLetter = (): void => undefined
  const server = await startSmtpServer({
    keepsBytes: false,
    script: {
      dot: () => {
        onLetter()
        return [{ waitMs: between(...latencyMs) }, '250 2.0.0 queued']
      },
    },
  })
  try {
    await addMembers(ledger.database, members)
    const sendId = await confirmedSend(ledger.database)
    for (;;) {
      const connections = between(1, 4) * 5
      const kill = result.kills < mostKills ? nextKill(result.kills, members, between) : undefined
      const order = { file: ledger.file, sendId, port: server.port, connections }
      const before = (await countDeliveries(ledger.database, sendId)).byState.uncertain
      const isKilled = await runSender(order, kill, (listener) => (onLetter = listener))
      await server.idle()
      if (!isKilled) break
      await recoverSenders(ledger.database, ledger.file, Date.now())
      const uncertain = await inspect(ledger, server, sendId, members, result)
      note(result, kill?.at ?? 'letter', uncertain - before, connections)
    }
    await inspectEnd(ledger, server, sendId, result)
  } finally {
    await server.close()
    await ledger.close()
  }
}

/** By turns at the k-th letter and at each step; early enough that a send is killed many times. */
function nextKill(done: number, members: number, between: CrashSend['between']): Kill {
  const most = Math.max(8, Math.floor(members / 20))
  if (done % 2 === 0) return { at: 'letter', nth: between(1, most) }
  const at = killSteps[Math.floor(done / 2) % killSteps.length]!
  // There are few claims, and several letters to a commit.
  const often = at === 'claimed' ? 2 : at.endsWith('commit') ? Math.ceil(most / 3) : most
  return { at, nth: between(1, often) }
}

/** Whether the sender was killed before it was done. */
async function runSender(
  order: CrashOrder,
  kill: Kill | undefined,
  listen: (listener: () => void) => void,
): Promise<boolean> {
  const whole: CrashOrder =
    kill && kill.at !== 'letter' ? { ...order, kill: { step: kill.at, nth: kill.nth } } : order
  const program = path.join(import.meta.dirname, 'crash-sender.ts')
  const child = spawn(process.execPath, [program, JSON.stringify(whole)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  let letters = 0
  listen(() => {
    letters += 1
    if (kill?.at === 'letter' && letters === kill.nth) child.kill('SIGKILL')
  })
  await once(child, 'close')
  listen(() => undefined)
  if (child.signalCode === 'SIGKILL') return true
  if (output.startsWith('complete')) return false
  throw new Error(`The sender ended with ${child.exitCode}: ${output}`)
}

async function inspect(
  { database }: Ledger,
  server: SmtpServer,
  sendId: number,
  members: number,
  { broken }: CrashResult,
): Promise<number> {
  const counts = await countDeliveries(database, sendId)
  const { byState } = counts
  if (!counts.reconciles || counts.planned !== members) broken.push(`totals: ${JSON.stringify(counts)}`)
  if (byState.claimed + byState['handed-over'] > 0) broken.push(`left behind: ${JSON.stringify(byState)}`)
  for (const [to, dots] of server.dots) if (dots > 1) broken.push(`${to} was handed over ${dots} times`)
  return byState.uncertain
}

function note(result: CrashResult, at: string, uncertain: number, connections: number): void {
  if (uncertain > connections) result.broken.push(`${uncertain} uncertain with ${connections} connections`)
  const entry = result.histogram.get(at) ?? { kills: 0, uncertain: 0 }
  result.histogram.set(at, { kills: entry.kills + 1, uncertain: entry.uncertain + uncertain })
  result.kills += 1
  result.uncertain += uncertain
}

/** Each member was accepted, and the server has that letter once; or is uncertain, and the server has one or none. */
async function inspectEnd(
  { database }: Ledger,
  server: SmtpServer,
  sendId: number,
  { broken }: CrashResult,
): Promise<void> {
  const rows = await database.all<{ address: string; state: string }>(
    'SELECT address, state FROM deliveries WHERE send_id = ?',
    sendId,
  )
  for (const { address, state } of rows) {
    const dots = server.dots.get(address) ?? 0
    const isRight = state === 'accepted' ? dots === 1 : state === 'uncertain' && dots <= 1
    if (!isRight) broken.push(`${address} is ${state} and was handed over ${dots} times`)
  }
}

/** The histogram as lines of text. */
export function histogramText({ sends, kills, uncertain, histogram }: CrashResult): string {
  const widest = Math.max(...[...histogram.values()].map((entry) => entry.kills))
  const lines = [...histogram].map(([at, entry]) => {
    const bar = '#'.repeat(Math.round((entry.kills / widest) * 40))
    return `${at.padEnd(14)}${String(entry.kills).padStart(4)}  ${bar}  ${entry.uncertain} uncertain`
  })
  return [
    `${kills} kills in ${sends} sends, ${uncertain} letters uncertain, by where they fell:`,
    ...lines,
  ].join('\n')
}
