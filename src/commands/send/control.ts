import {
  cancelSend,
  countDeliveries,
  countOpen,
  dueSends,
  isRestoredPlan,
  listSends,
  liveSenders,
  pauseSend,
  recoverSenders,
  resumeSend,
  undecided,
  type ControlResult,
  type SendRecord,
} from '../../delivery/index.ts'
import type { CommandContext, WorkspaceOptions } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { listenForEnd } from '../listen-for-end.ts'
import type { Office } from '../with-database.ts'
import { formatCounts, prepareLetters, sendLetters } from './run-send.ts'
import { personOf, reasonOf, refuse, sendOf, type PersonOptions } from './sending.ts'

export interface ControlOptions extends PersonOptions {
  reason?: string
}

/** `send pause`: also for a send that another process is sending. */
export async function pause(
  office: Office,
  issue: string,
  options: ControlOptions,
  context: CommandContext,
): Promise<void> {
  const send = await sendOf(office, issue)
  const result = await pauseSend(office.database, send.id, who(options))
  tell(office, issue, result, `${issue} is paused. Go on: tidings send resume ${issue}`, options, context)
}

/** `send cancel`: what was handed over comes to its end. */
export async function cancel(
  office: Office,
  issue: string,
  options: ControlOptions,
  context: CommandContext,
): Promise<void> {
  const send = await sendOf(office, issue)
  const result = await cancelSend(office.database, send.id, who(options))
  tell(office, issue, result, `${issue} is cancelled.`, options, context)
}

/** `send resume`: goes on with a send that was paused, was cut off, or has letters that go once more. */
export async function resume(
  office: Office,
  issue: string,
  options: ControlOptions,
  context: CommandContext,
): Promise<void> {
  const send = await sendOf(office, issue)
  const open = isRestoredPlan(send) ? undecided(send) : undefined
  if (open !== undefined) return refuse(office, issue, open)
  const prepared = await prepareLetters(office, send, context)
  if (!prepared) return
  if (send.state === 'paused') {
    const result = await resumeSend(office.database, send.id, who(options))
    if (!result.ok) return refuse(office, issue, result.message)
  } else if (send.state !== 'sending') {
    return refuse(
      office,
      issue,
      `Unexpected send that is ${send.state}, expected one that is paused or was cut off`,
    )
  }
  await sendLetters(office, await sendOf(office, issue), prepared, options, context)
}

/** `send due`: starts the sends whose time has come; for cron or a timer. */
export async function sendDue(
  office: Office,
  options: PersonOptions,
  context: CommandContext,
): Promise<void> {
  const { due, expired } = await dueSends(office.database, Date.now())
  for (const { issue } of expired) {
    refuse(
      office,
      issue,
      'Unexpected scheduled send that is too late, expected it to begin before it expired',
    )
  }
  await sendEach(office, due, options, context)
  if (due.length === 0 && expired.length === 0 && !options.quiet) context.terminal.err('Nothing is due.\n')
}

/** One after the other, until this process is asked to end: what has not begun then stays due. */
async function sendEach(
  office: Office,
  sends: readonly SendRecord[],
  options: PersonOptions,
  context: CommandContext,
): Promise<void> {
  const ending = listenForEnd()
  try {
    for (const send of sends) {
      const prepared = await prepareLetters(office, send, context)
      if (ending.signal.aborted) return context.exit(exitCodes.incomplete)
      if (prepared) await sendLetters(office, send, prepared, options, context)
    }
  } finally {
    ending.end()
  }
}

/** `send status`: how one send stands, or all. */
export async function showStatus(
  office: Office,
  issue: string | undefined,
  options: WorkspaceOptions,
  context: CommandContext,
): Promise<void> {
  const { database, databaseFile } = office
  await recoverSenders(database, databaseFile, Date.now())
  if (issue !== undefined) await sendOf(office, issue)
  const sends = await listSends(database, issue)
  const rows = []
  for (const send of sends) {
    const counts = await countDeliveries(database, send.id)
    rows.push({ send, counts, senders: await liveSenders(database, databaseFile, send.id) })
  }
  const { terminal } = context
  const isOpen = rows.some(({ send, counts }) => isUnderWay(send) && countOpen(counts) > 0)
  if (isOpen) context.exit(exitCodes.incomplete)
  if (options.json) {
    const plain = rows.map(({ send, ...others }) => ({ ...send, manifest: undefined, ...others }))
    terminal.out(JSON.stringify(plain, null, 2))
  } else if (rows.length === 0) terminal.err('Nothing was planned yet.\n')
  else for (const row of rows) terminal.out(statusLines(row, isOneOfSeveral(row.send, sends)).join('\n'))
}

function isUnderWay(send: SendRecord): boolean {
  return ['sending', 'paused', 'scheduled'].includes(send.state) || isConfirmedOnly(send)
}

/** Somebody said yes, and it did not begin: a folder could not be written, say, or the machine died. */
function isConfirmedOnly({ state, confirmedAt }: SendRecord): boolean {
  return state === 'planned' && confirmedAt !== null
}

function isOneOfSeveral({ issue }: SendRecord, sends: readonly SendRecord[]): boolean {
  return sends.filter((one) => one.issue === issue).length > 1
}

interface Standing {
  send: SendRecord
  counts: Awaited<ReturnType<typeof countDeliveries>>
  senders: number
}

/** With the send's number where the issue has more than one: reports and decisions ask for it. */
function statusLines({ send, counts, senders }: Standing, isNumbered: boolean): string[] {
  const reason = send.pauseReason === null ? '' : `: ${send.pauseReason}`
  const state = isConfirmedOnly(send) ? 'confirmed, not begun' : send.state
  const working = senders > 0 ? `, ${senders} at work` : ''
  const time =
    send.state === 'scheduled' && send.scheduledFor ? ` for ${new Date(send.scheduledFor).toString()}` : ''
  return [
    `${send.issue}${isNumbered ? ` (send ${send.id})` : ''}  ${state}${time}${working}${reason}`,
    `  ${formatCounts(counts)}`,
    ...(send.mustReconcile
      ? [`  Restored from a backup: decide first, tidings send resolve ${send.issue} --help`]
      : []),
    ...(isConfirmedOnly(send)
      ? [`  Nobody is sending it. Begin: tidings send ${send.issue} --confirm ${send.planHash.slice(0, 8)}`]
      : []),
    ...(isRestoredPlan(send) && !send.mustReconcile
      ? [
          `  It was not confirmed when the backup was taken: tidings send cancel ${send.issue}, and plan it anew`,
        ]
      : []),
    ...(send.state === 'sending' && senders === 0 && !isRestoredPlan(send)
      ? [`  Nobody is sending it. Go on: tidings send resume ${send.issue}`]
      : []),
  ]
}

function who(options: ControlOptions): { by: string; at: number; reason?: string } {
  return {
    by: personOf(options),
    at: Date.now(),
    ...(options.reason !== undefined && { reason: reasonOf(options.reason) }),
  }
}

function tell(
  office: Office,
  issue: string,
  result: ControlResult,
  words: string,
  { quiet = false }: PersonOptions,
  { terminal }: CommandContext,
): void {
  if (!result.ok) refuse(office, issue, result.message)
  else if (!quiet) terminal.err(`${words}\n`)
}
