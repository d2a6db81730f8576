import { existsSync } from 'node:fs'
import { DatabaseProblem, type Database, type ProblemKind } from '../../database/index.ts'
import { liveSenders } from '../senders.ts'
import { listSends } from '../send-record.ts'
import { linesOf, type CheckResult } from './check-result.ts'
import { checkReturned } from './check-returned.ts'
import type { DoctorContext } from './doctor-context.ts'

const minuteMs = 60_000
const timeoutMs = 10_000
/** `Date` counts seconds, and the answer takes its time. */
const fineMs = 10_000
const badMs = 5 * minuteMs

/** This machine's clock, against the one of the server that the archive lives on (RFC 9110, section 6.6.1). */
export async function checkClock({ settings, fetch, now }: DoctorContext): Promise<CheckResult> {
  const { ok, warning, error, skipped } = linesOf('clock')
  const date = await fetch(`${settings.baseUrl}/`, {
    method: 'HEAD',
    signal: AbortSignal.timeout(timeoutMs),
  }).then(
    (response) => Date.parse(response.headers.get('date') ?? ''),
    () => Number.NaN,
  )
  if (Number.isNaN(date)) return skipped(`${settings.baseUrl} does not tell the time`)
  const offMs = now() - date
  const words = `${Math.round(Math.abs(offMs) / 1000)} seconds ${offMs > 0 ? 'ahead of' : 'behind'} the web server`
  const todo = 'Let the machine set its clock from the network (NTP): dates, pace and signatures go by it.'
  if (Math.abs(offMs) <= fineMs) return ok('agrees with the web server')
  return Math.abs(offMs) < badMs ? warning(words, todo) : error(words, todo)
}

const megabyte = 1_000_000
const leastBytes = 100 * megabyte
const fewBytes = 1000 * megabyte

/** Room for the ledger: a send writes about one kilobyte for each member. */
export async function checkDisk({ freeBytes }: DoctorContext): Promise<CheckResult> {
  const { ok, warning, error, skipped } = linesOf('disk')
  const free = await freeBytes().catch(() => undefined)
  if (free === undefined) return skipped('the file system does not tell how much is free')
  const found = `${Math.floor(free / megabyte).toLocaleString('en')} MB free beside the database`
  const todo = 'Make room: a full disk pauses a send.'
  if (free < leastBytes) return error(found, todo)
  return free < fewBytes ? warning(found, todo) : ok(found)
}

/** The database's integrity, the senders that hold a lock, sends that wait for somebody, and who left and came back. */
export async function checkDatabase(context: DoctorContext): Promise<CheckResult[]> {
  const { ok, error } = linesOf('database')
  let database: Database | undefined
  try {
    database = await context.openDatabase()
    const problems = await database.check()
    if (problems.length > 0) {
      const more = problems.length > 1 ? ` and ${problems.length - 1} more` : ''
      return [error(`${problems[0]}${more}`, restoreIt)]
    }
    return [
      ok(context.settings.database),
      ...(await checkSends(database, context)),
      ...(await checkReturned(database)),
    ]
  } catch (problem) {
    if (!(problem instanceof DatabaseProblem)) throw problem
    return [describeProblem(problem, context.databaseFile)]
  } finally {
    await database?.close()
  }
}

const restoreIt = 'Keep the file as it is, and restore the last backup: tidings restore.'
const findIt =
  'See whether the path is right (`database` in tidings.yaml), and whether it can be read and written.'

const waysOut: Record<Exclude<ProblemKind, 'locked'>, string> = {
  disk: 'The disk is full or fails: make room. The members in the file are not lost.',
  newer: 'Use the version of Tidings that made it, or a backup from before.',
  damaged: restoreIt,
  'read-only': 'Allow the file and its folder to be written by whoever runs this command.',
  moved:
    'Put the file back, with the one beside it that ends in `-wal`, or restore a backup: tidings restore.',
  constraint: findIt,
  other: findIt,
}

function describeProblem({ kind, message }: DatabaseProblem, file: string): CheckResult {
  const { error, skipped } = linesOf('database')
  if (kind === 'locked') return skipped(message, 'Another program works with it: try again when it is done.')
  return error(
    message,
    kind === 'other' && !existsSync(file) ? `${findIt} A first import makes it.` : waysOut[kind],
  )
}

/** A send that is under way has a living sender; one whose sender died goes on when somebody says so. */
async function checkSends(database: Database, { databaseFile }: DoctorContext): Promise<CheckResult[]> {
  const { ok, warning } = linesOf('sends')
  const lines: CheckResult[] = []
  for (const { id, issue, state, mustReconcile, pauseReason } of await listSends(database)) {
    if (mustReconcile) {
      lines.push(
        warning(
          `${issue} was restored from a backup`,
          'Say what was sent since the backup: tidings send status.',
        ),
      )
    } else if (state === 'sending' && (await liveSenders(database, databaseFile, id)) === 0) {
      lines.push(
        warning(
          `${issue} is being sent, and no process sends it`,
          `Go on with it: tidings send resume ${issue}.`,
        ),
      )
    } else if (state === 'paused') {
      lines.push(
        warning(
          `${issue} is paused: ${pauseReason ?? 'without a reason'}`,
          `Go on with it: tidings send resume ${issue}.`,
        ),
      )
    }
  }
  return lines.length > 0 ? lines : [ok('none waits for somebody')]
}
