import { resetPutOff } from './begin-send.ts'
import type { Bell } from './bell.ts'
import { giveBackClaims } from './claim-deliveries.ts'
import { countDeliveries } from './count-deliveries.ts'
import { endSend } from './end-send.ts'
import type { Progress } from './progress.ts'
import { isIdle, type Round } from './round.ts'
import { recoverSenders, shareOf } from './senders.ts'

/** How often the send's state is looked at, so that a pause takes effect within a second. */
const lookMs = 400
const looksBetweenShares = 2
const looksBetweenRecoveries = 12
/** Counting a large ledger takes long, so it is done less often. */
const looksBetweenCounts = 50
const mostCountedOften = 20_000

/**
 * Watches over a round until it ends: the send's state, the share of the lines, senders that died, a clock that jumps
 * back, and whether everything is done. The bell rings when that may be.
 */
export async function superviseRound(round: Round, bell: Bell): Promise<void> {
  const { clock } = round.options
  let lastNow = clock.now()
  for (let looks = 0; round.end === undefined; looks += 1) {
    const now = clock.now()
    await look(round, looks, now < lastNow).catch(round.trouble.failed)
    lastNow = now
    if (round.end !== undefined) return
    round.look()
    await bell.wait(lookMs)
  }
}

async function look(round: Round, looks: number, isClockBack: boolean): Promise<void> {
  const { clock, sendId, database, databaseFile, connections } = round.options
  if (looks % looksBetweenRecoveries === 0) await recoverSenders(database, databaseFile, clock.now())
  if (looks % looksBetweenShares === 0) {
    await announce(round)
    round.share = await shareOf(database, databaseFile, round.sender.id, connections)
  }
  if (isClockBack) await resetPutOff(database, sendId, clock.now())
  if (isIdle(round) && (await endIfDone(round))) return
  await report(round, looks)
}

async function endIfDone(round: Round): Promise<boolean> {
  const { database, sendId, clock } = round.options
  await round.flush()
  if (!isIdle(round) || round.end !== undefined) return false
  const isDone = await endSend(database, sendId, clock.now())
  if (isDone) round.finish({ kind: 'complete' })
  // A commit that failed may yet have claimed some.
  else await giveBackClaims(database, sendId, round.sender.id)
  return isDone
}

async function announce(round: Round): Promise<void> {
  const lines = isIdle(round) ? 0 : round.share
  if (lines === round.announced) return
  await round.sender.announce(lines)
  round.announced = lines
}

async function report(round: Round, looks: number): Promise<void> {
  const { database, sendId, onProgress } = round.options
  if (!onProgress) return
  const isSmall = round.counts.read().planned <= mostCountedOften
  if (looks % (isSmall ? looksBetweenShares : looksBetweenCounts) === 0) {
    round.counts.refresh(await countDeliveries(database, sendId))
  }
  onProgress(await progressOf(round))
}

async function progressOf(round: Round): Promise<Progress> {
  const { busy } = round
  const trouble = round.trouble.reason
  const base = { counts: round.counts.read(), lines: busy }
  if (trouble !== undefined) return { ...base, state: 'trouble', trouble }
  if (busy > 0) return { ...base, state: 'sending' }
  if (round.queued() > 0) return { ...base, state: 'waiting-for-pace' }
  const nextAt = await nextDue(round)
  return { ...base, state: 'waiting-for-retry', ...(nextAt !== undefined && { nextAt }) }
}

async function nextDue({ options }: Round): Promise<number | undefined> {
  const row = await options.database.get<{ due: number | null }>(
    `SELECT min(due) AS due FROM (
       SELECT min(not_before) AS due FROM deliveries WHERE send_id = ? AND state = 'deferred'
       UNION ALL SELECT min(not_before) FROM deliveries WHERE send_id = ? AND state = 'waiting') AS times`,
    options.sendId,
    options.sendId,
  )
  return row?.due ?? undefined
}
