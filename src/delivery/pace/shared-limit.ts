import type { Queries } from '../../database/index.ts'
import { minuteOf, roomIn, waitForRoom, type Minutes } from './hour-window.ts'
import { createLease, type Lease } from './lease.ts'
import { addLetters, readDays, readMinutes } from './pace-rows.ts'
import { dayOf, untilNextDay, warmUpLimit } from './warm-up.ts'

/** A limit that all processes share, with this one's lease of it. */
export interface SharedLimit {
  lease: Lease
  /** By what is known from the last look at the database: 0 where it is worth asking for letters. */
  waitForRoom: (now: number) => number
  /** Looks again and reserves letters, within a write transaction; gives what to do once that has committed. */
  reserve: (queries: Queries, now: number, processes: number) => Promise<() => void>
}

/** Letters in any hour. */
export function hourLimit(key: string, perHour: number): SharedLimit {
  const lease = createLease({ key, stampOf: minuteOf, followsHandOver: true })
  let known: Minutes = new Map()
  return {
    lease,
    waitForRoom: (now) => waitForRoom(known, perHour, now),
    reserve: async (queries, now, processes) => {
      const minutes = await readMinutes(queries, key, now)
      const letters = portion(lease.wanted(now), roomIn(minutes, perHour, now), processes)
      if (letters > 0) await addLetters(queries, [[minuteOf(now), key, letters]])
      return () => {
        known = new Map(minutes).set(minuteOf(now), (minutes.get(minuteOf(now)) ?? 0) + letters)
        if (letters > 0) lease.grant(minuteOf(now), letters, now)
      }
    },
  }
}

/** The warm-up: letters on the first, second … day of sending. */
export function dayLimit(key: string, plan: readonly number[]): SharedLimit {
  const lease = createLease({ key, stampOf: dayOf, followsHandOver: false })
  let fullDay = NaN
  return {
    lease,
    waitForRoom: (now) => (dayOf(now) === fullDay ? untilNextDay(now) : 0),
    reserve: async (queries, now, processes) => {
      const { today, before } = await readDays(queries, key, now)
      const room = Math.max(0, (warmUpLimit(plan, before) ?? Infinity) - today)
      const letters = portion(lease.wanted(now), room, processes)
      if (letters > 0) await addLetters(queries, [[dayOf(now), key, letters]])
      return () => {
        fullDay = letters === room ? dayOf(now) : NaN
        if (letters > 0) lease.grant(dayOf(now), letters, now)
      }
    },
  }
}

/** Near the limit a process takes no more than its part, so that none holds what another could send. */
function portion(wanted: number, room: number, processes: number): number {
  return room <= 0 ? 0 : Math.min(wanted, Math.max(1, Math.ceil(room / (2 * processes))))
}
