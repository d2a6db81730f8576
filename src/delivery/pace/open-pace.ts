import { domainToASCII } from 'node:url'
import type { Database, Queries } from '../../database/index.ts'
import type { Pace as PaceSettings } from '../../model/settings.ts'
import type { Clock } from '../clock.ts'
import type { Pace } from '../pace-contract.ts'
import { minuteMs, minuteOf } from './hour-window.ts'
import {
  addLetters,
  bringBack,
  countSenders,
  dayKey,
  everyDomain,
  prune,
  readMinutes,
  type Change,
} from './pace-rows.ts'
import { createRate, type Rate } from './rate.ts'
import { dayLimit, hourLimit, type SharedLimit } from './shared-limit.ts'
import { dayOf } from './warm-up.ts'

export interface PaceOptions {
  database: Database
  pace: PaceSettings
  /** Who sends and by which server, such as `example.org smtp.example.net`: a warm-up is of both. */
  route: string
  clock: Clock
}

/** A pace that has a part of the limits on loan from the database. */
export interface OpenPace extends Pace {
  /** Gives back what is on loan. What a killed process had on loan counts as sent for an hour. */
  close: () => Promise<void>
}

/** How soon to ask again while the database is being asked. */
const soonMs = 5
/** The longest wait: others may give back what they do not need. */
const longestWaitMs = 60_000
const recountMs = 1000
const hourMs = 3_600_000
/** Between two letters to a domain whose connections are limited, until it has been measured. */
const firstGuessMs = 50
/** As long as others may take to see that there is one process more. */
const noticeMs = 2 * recountMs

interface Limits {
  rate: Rate | undefined
  shared: SharedLimit[]
}

interface DomainLimits extends Limits {
  key: string
  connections: number
  open: number
  /** Milliseconds between two letters by the limit an hour, and as measured where connections are limited. */
  meanMs: number
  measuredMs: number
  begunAt: number
}

/**
 * The limits of `delivery.pace`, shared by every process that sends from the database, and as they were after a
 * restart. Letters of an hour and of a warm-up's day are reserved in the database before they begin; letters a second
 * and connections are divided by the number of processes, each having at least one connection.
 */
export async function openPace(options: PaceOptions): Promise<OpenPace> {
  const { database, pace, clock } = options
  const all = limitsOf(everyDomain, pace)
  const today = dayKey(options.route)
  if (pace.warmUp.length > 0) all.shared.push(dayLimit(today, pace.warmUp))
  const domains = new Map(Object.entries(pace.domains).map(([name, limits]) => domainLimits(name, limits)))
  const everyone: Limits[] = [all, ...domains.values()]
  const state = await sharedState(database, clock, everyone)
  // Whoever lends letters of a limit counts them.
  const leased = new Set(everyone.flatMap(({ shared }) => shared.map(({ lease }) => lease.key)))
  const openedAt = clock.now()
  const others = await rememberLately(database, openedAt, [[everyDomain, all], ...domains])
  const hasRates = everyone.some(({ rate }) => rate !== undefined)
  const isLimited = hasRates || domains.size > 0 || all.shared.length > 0
  let isSettled = others === 0 || !hasRates

  const wait = (limits: Limits, now: number): number => {
    const waits = limits.shared.map((limit) => state.waitForLetters(limit, now))
    return Math.max(0, limits.rate?.wait(now) ?? 0, ...waits)
  }
  const each = (domain: string, action: (limit: SharedLimit) => void): void => {
    for (const limit of all.shared) action(limit)
    for (const limit of domains.get(domain)?.shared ?? []) action(limit)
  }
  return {
    waitForAny: (now) => {
      if (isLimited) state.recount(now)
      if (!isSettled && Math.abs(now - openedAt) < noticeMs) return noticeMs - Math.abs(now - openedAt)
      isSettled = true
      return Math.min(longestWaitMs, wait(all, now))
    },
    waitFor: (domain, now) => {
      const limits = domains.get(domain)
      if (!limits) return 0
      if (limits.open >= Math.max(1, Math.floor(limits.connections / state.processes()))) return soonMs * 10
      return wait(limits, now)
    },
    spacing: (domain) => {
      const limits = domains.get(domain)
      return limits ? Math.max(limits.rate?.spacing() ?? 0, limits.meanMs, limits.measuredMs) : 0
    },
    begin: (domain, now) => {
      all.rate?.take(now)
      const limits = domains.get(domain)
      if (limits) noteBegin(limits, now)
      limits?.rate?.take(now)
      each(domain, ({ lease }) => lease.take())
    },
    countsOf: (domain, now) => {
      const limits = domains.get(domain)
      const stamps: [string, number][] = [
        [everyDomain, minuteOf(now)],
        [today, dayOf(now)],
      ]
      if (limits) stamps.push([limits.key, minuteOf(now)])
      return stamps.filter(([key]) => !leased.has(key)).map(([key, stamp]): Change => [stamp, key, 1])
    },
    handedOver: (domain, now) => each(domain, ({ lease }) => lease.handedOver(now)),
    end: (domain, wasHandedOver) => {
      const limits = domains.get(domain)
      if (limits) limits.open = Math.max(0, limits.open - 1)
      each(domain, ({ lease }) => lease.end(wasHandedOver))
    },
    close: () => state.close(),
  }
}

function limitsOf(key: string, { perSecond, perHour }: { perSecond?: number; perHour?: number }): Limits {
  return {
    rate: perSecond === undefined ? undefined : createRate(perSecond),
    shared: perHour === undefined ? [] : [hourLimit(key, perHour)],
  }
}

function domainLimits(name: string, limits: PaceSettings['domains'][string]): [string, DomainLimits] {
  // Addresses bear their domain in A-labels (RFC 5890), settings as people write it.
  const key = domainToASCII(name) || name.toLowerCase()
  const { connections = Infinity, perHour } = limits
  const meanMs = perHour === undefined ? 0 : hourMs / perHour
  const measuredMs = connections === Infinity ? 0 : firstGuessMs
  return [
    key,
    { key, ...limitsOf(key, limits), connections, open: 0, meanMs, measuredMs, begunAt: -Infinity },
  ]
}

/** How long a letter takes on so few connections shows in the time between two of them. */
function noteBegin(limits: DomainLimits, now: number): void {
  limits.open++
  const sinceMs = now - limits.begunAt
  limits.begunAt = now
  if (limits.measuredMs > 0 && sinceMs >= 0 && sinceMs < longestWaitMs)
    limits.measuredMs = Math.max(1, limits.measuredMs * 0.9 + sinceMs * 0.1)
}

/** Letters went in the last moments: the limits a second begin as used up. Gives the number of other processes. */
async function rememberLately(
  queries: Queries,
  now: number,
  limits: readonly (readonly [string, Limits])[],
): Promise<number> {
  for (const [key, { rate }] of limits) {
    if (!rate) continue
    const since = minuteOf(now - Math.max(minuteMs, rate.spacing()))
    const minutes = await readMinutes(queries, key, now)
    if ([...minutes].some(([minute, letters]) => minute >= since && letters > 0)) rate.fill(now)
  }
  return countSenders(queries)
}

interface SharedState {
  /** Milliseconds until a letter is on loan; asks for more before they run out. */
  waitForLetters: (limit: SharedLimit, now: number) => number
  processes: () => number
  /** Counts the processes again, now and then. */
  recount: (now: number) => void
  close: () => Promise<void>
}

async function sharedState(
  database: Database,
  clock: Clock,
  everyone: readonly Limits[],
): Promise<SharedState> {
  const limits = everyone.flatMap(({ shared }) => shared)
  let processes = 1
  let asking: Promise<void> | undefined
  let notBefore = -Infinity
  let countedAt = -Infinity
  const wanted = new Set<SharedLimit>()

  const share = (count: number): void => {
    processes = Math.max(1, count)
    for (const { rate } of everyone) rate?.setShare(processes)
  }
  const ask = async (isLast = false): Promise<void> => {
    const now = clock.now()
    const asked = [...wanted]
    wanted.clear()
    const taken = limits.map(({ lease }) => ({ lease, changes: lease.takeChanges(now, isLast) }))
    try {
      const done = await database.transaction(async (queries) => {
        const at = clock.now()
        await addLetters(
          queries,
          taken.flatMap(({ lease, changes }) => changesOf(lease.key, changes)),
        )
        await bringBack(queries, at)
        const granted: (() => void)[] = []
        for (const limit of asked) granted.push(await limit.reserve(queries, at, processes))
        await prune(queries, at)
        return granted
      })
      for (const grant of done) grant()
    } catch {
      // Locked, or the disk is full: the sender meets the same and says so. Nothing may go on loan meanwhile.
      for (const { lease, changes } of taken) lease.putBack(changes)
      notBefore = clock.now() + recountMs
    }
  }
  const startAsking = (): void => {
    asking ??= ask().finally(() => (asking = undefined))
  }
  share((await countSenders(database)) + 1)
  return {
    processes: () => processes,
    waitForLetters: (limit, now) => {
      const isOut = limit.lease.left(now) <= 0
      if (!isOut && !limit.lease.isLow(now)) return 0
      const untilRoom = limit.lease.owes(now) ? 0 : limit.waitForRoom(now)
      // A clock that was set back must not leave us waiting for the time it showed.
      if (notBefore - now > recountMs) notBefore = now
      if (untilRoom === 0 && now >= notBefore) {
        wanted.add(limit)
        startAsking()
      }
      return isOut ? Math.max(untilRoom, soonMs) : 0
    },
    recount: (now) => {
      if (Math.abs(now - countedAt) < recountMs) return
      countedAt = now
      countSenders(database).then(share, () => undefined)
    },
    close: async () => {
      await asking
      if (limits.length > 0) await ask(true)
    },
  }
}

function changesOf(key: string, changes: ReadonlyMap<number, number>): Change[] {
  return [...changes].map(([stamp, letters]) => [stamp, key, letters])
}
