import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import { openDatabase, type Database } from '../src/database/index.ts'
import {
  confirmPlan,
  createSmtpTransport,
  planSend,
  runSend,
  systemClock,
  type LetterMaker,
  type OutgoingLetter,
  type Transport,
} from '../src/delivery/index.ts'
import { createSigner, type Letter, type LetterTemplate, type Signer } from '../src/letter/index.ts'
import { partsFor, recipients, sampleLetter, sampleTemplate, type Recipient } from './letter-samples.ts'
import { median } from './median.ts'
import { sourceRate, startSinks } from './smtp-programs.ts'
import { noPace, noStop } from '../tests/delivery/sending.ts'

const lines = 20
/**
 * One smtp-sink reads a letter byte by byte in its only thread, for longer than we need to send it. Beside postfix's own
 * sender, which is as quick, one is enough; beside nodemailer, two share the lines of either, so that it is the senders
 * that are measured.
 */
const sinkCounts = { source: 1, nodemailer: 2 }
const settings = { segments: {}, attributes: {} }
const counts = { fast: 4000, nodemailer: 600, signed: 1500, nodemailerSigned: 200 }

interface Setting {
  folder: string
  database: Database
  databaseFile: string
  /** To one server, and with its lines shared between several. */
  transport: Transport
  sharing: Transport
  template: LetterTemplate
  signer: Signer
  privateKey: string
  port: number
  ports: readonly number[]
  /** Counts the sends, each of which is an issue of its own. */
  sends: number
}

/** How fast letters go out, beside postfix's own program and nodemailer; rates in one run, ratios of pairs. */
export async function benchDelivery(rounds = 11): Promise<void> {
  const sinks = await startSinks(sinkCounts.nodemailer)
  if (!sinks) return console.log('Delivery: left out, smtp-sink is not installed (Debian: postfix)')
  const setting = await prepare(sinks.ports)
  const bytes = sampleLetter(setting.template, recipients(1)[0] as Recipient).size
  const names = ['source', 'ledger', 'bare', 'shared', 'nodemailer', 'signed', 'nodemailerSigned'] as const
  const rates = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    (typeof names)[number],
    number[]
  >
  const measure: Record<(typeof names)[number], (part: number) => Promise<number>> = {
    source: (part) => sourceRate(setting.port, lines, counts.fast * part, bytes),
    ledger: (part) => ledgerRate(setting, setting.transport, counts.fast * part, false),
    bare: (part) => bareRate(setting, counts.fast * part),
    shared: (part) => ledgerRate(setting, setting.sharing, counts.fast * part, false),
    nodemailer: (part) => nodemailerRate(setting, counts.nodemailer * part, false),
    signed: (part) => ledgerRate(setting, setting.sharing, counts.signed * part, true),
    nodemailerSigned: (part) => nodemailerRate(setting, counts.nodemailerSigned * part, true),
  }
  // Each is warmed up before it is measured, by a quarter of its letters, since the others have left their traces in
  // the process; every other round goes backwards, and the first does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      await measure[name](1 / 4)
      const rate = await measure[name](1)
      if (round > 0) rates[name].push(rate)
    }
  }
  await setting.database.close()
  rmSync(setting.folder, { recursive: true })
  await sinks.close()
  print(rates, rounds, bytes)
}

function print(rates: Record<string, number[]>, rounds: number, bytes: number): void {
  const of = (name: string): number[] => rates[name] as number[]
  const ratio = (one: string, other: string): number =>
    median(of(one).map((rate, at) => rate / (of(other)[at] as number)))
  const line = (what: string, value: number, bar: string): void =>
    console.log(`  ${what.padEnd(44)} ${value.toFixed(2).padStart(6)}   (bar: ${bar})`)
  console.log(
    `Delivery, letters of ${Math.round(bytes / 1000)} KB over ${lines} lines to smtp-sink, medians of ${rounds} rounds`,
  )
  const rate = (name: string, what: string): void => {
    const perSecond = Math.round(median(of(name))).toLocaleString('en')
    console.log(`  ${what.padEnd(44)} ${perSecond.padStart(6)} letters a second`)
  }
  rate('source', 'smtp-source, to one smtp-sink')
  rate('ledger', 'with ledger, to one')
  rate('bare', 'without ledger, to one')
  rate('shared', 'with ledger, to two')
  rate('nodemailer', 'nodemailer, pooled, no ledger, to two')
  rate('signed', 'signed, with ledger, to two')
  rate('nodemailerSigned', 'nodemailer signed, to two')
  line('with ledger / smtp-source', ratio('ledger', 'source'), 'at least 0.75')
  line('with ledger / nodemailer, pooled, no ledger', ratio('shared', 'nodemailer'), 'at least 6')
  line('signed, with ledger / nodemailer signed', ratio('signed', 'nodemailerSigned'), 'at least 5')
  line('what the ledger costs, %', (1 - ratio('ledger', 'bare')) * 100, 'at most 15')
}

async function prepare(ports: readonly number[]): Promise<Setting> {
  const [port] = ports
  if (port === undefined) throw new Error('Expected a port')
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-bench-'))
  const databaseFile = path.join(folder, 'tidings.db')
  const database = await openDatabase(databaseFile, { ownThread: true })
  await enrol(database, counts.fast)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    folder,
    database,
    databaseFile,
    transport: createSmtpTransport({ host: '127.0.0.1', port, security: 'none' }),
    sharing: transportToEach(ports),
    template: await sampleTemplate(),
    signer: createSigner({ domain: 'example.org', keys: [{ selector: 'bench', key: privateKey }] }),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    port,
    ports,
    sends: 0,
  }
}

/** Opens its lines to the servers by turns. */
function transportToEach(ports: readonly number[]): Transport {
  const transports = ports.map((port) => createSmtpTransport({ host: '127.0.0.1', port, security: 'none' }))
  let opened = 0
  return {
    promise: 'one-letter',
    open: () => (transports[opened++ % transports.length] as Transport).open(),
  }
}

async function enrol(database: Database, count: number): Promise<void> {
  const sql = `INSERT INTO members (id, address, address_key, domain, name, status, attributes, created_at, changed_at)
    VALUES (?, ?, ?, ?, ?, 'active', '{}', 0, 0)`
  const rows = recipients(count).map(({ id, address, name }) => {
    return [id, address, address, address.slice(address.indexOf('@') + 1), name]
  })
  await database.runMany(sql, rows)
}

/** Letters a second as `send` sends them. */
async function ledgerRate(
  setting: Setting,
  transport: Transport,
  count: number,
  isSigned: boolean,
): Promise<number> {
  const { database, databaseFile } = setting
  const issue = `bench-${++setting.sends}`
  const manifest = {
    issue,
    contentHash: issue,
    audience: null,
    series: null,
    variants: [{ id: 'everyone', conditions: [] }],
  }
  // The roster holds as many as the largest send; smaller ones take the first.
  await database.run(`UPDATE members SET status = CASE WHEN id <= ? THEN 'active' ELSE 'lapsed' END`, count)
  const input = { manifest, settings, report: () => undefined, by: 'bench', at: Date.now() }
  const planned = await planSend(database, input)
  if (!planned.ok) throw new Error(planned.message)
  const confirmed = await confirmPlan(database, { ...input, hash: planned.send.planHash })
  if (!confirmed.ok) throw new Error(confirmed.message)
  const start = performance.now()
  const result = await runSend({
    database,
    databaseFile,
    sendId: confirmed.send.id,
    by: 'bench',
    transport,
    letters: letterMaker(setting, isSigned),
    pace: noPace,
    stop: noStop,
    clock: systemClock,
    connections: lines,
    retry: { firstMinutes: 1, mostHours: 1, giveUpHours: 1 },
    connectionTries: 1,
  })
  const took = performance.now() - start
  if (result.counts.byState.accepted !== count) throw new Error(`sent ${JSON.stringify(result)}`)
  return (count / took) * 1000
}

function letterMaker({ template, signer }: Setting, isSigned: boolean): LetterMaker {
  return ({ memberId, address, name }) => {
    const letter = sampleLetter(template, { id: memberId, address, name })
    return isSigned
      ? signer.sign(letter).then((signed) => outgoing(signed, address))
      : outgoing(letter, address)
  }
}

function outgoing({ chunks, size, needsUtf8 }: Letter, to: string): OutgoingLetter {
  return { from: 'bounces@example.org', to, chunks, size, needsUtf8 }
}

/** The same transport and letters with nothing written down. */
async function bareRate({ transport, template }: Setting, count: number): Promise<number> {
  const waiting = recipients(count)
  const start = performance.now()
  const work = async (): Promise<void> => {
    const line = await transport.open()
    const make = (next = waiting.pop()): OutgoingLetter | undefined =>
      next && outgoing(sampleLetter(template, next), next.address)
    for (let letter = make(), next: typeof letter; letter; letter = next) {
      next = make()
      const { kind } = await line.deliver(letter, { handOver: async () => true }, () => next)
      if (kind !== 'accepted') throw new Error(`a letter was ${kind}`)
    }
    await line.close()
  }
  await Promise.all(Array.from({ length: lines }, work))
  return (count / (performance.now() - start)) * 1000
}

/** nodemailer's pooled transport, which composes each letter: a pool for each sink. */
async function nodemailerRate(
  { ports, privateKey }: Setting,
  count: number,
  isSigned: boolean,
): Promise<number> {
  const pools = ports.map((port) =>
    createTransport({
      host: '127.0.0.1',
      port,
      pool: true,
      maxConnections: lines / ports.length,
      maxMessages: Infinity,
      secure: false,
      ignoreTLS: true,
      ...(isSigned && { dkim: { domainName: 'example.org', keySelector: 'bench', privateKey } }),
    }),
  )
  const start = performance.now()
  await Promise.all(
    recipients(count).map((recipient, index) => {
      const { address, name } = recipient
      const from = { name: 'Side by Side', address: 'news@example.org' }
      const envelope = { from: 'bounces@example.org', to: [address] }
      return (pools[index % pools.length] as (typeof pools)[number]).sendMail({
        from,
        to: { name, address },
        envelope,
        textEncoding: 'quoted-printable',
        ...partsFor(recipient),
      })
    }),
  )
  const took = performance.now() - start
  for (const pool of pools) pool.close()
  return (count / took) * 1000
}

if (import.meta.main) await benchDelivery()
