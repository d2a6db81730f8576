import {
  boundYoungGeneration,
  countOpen,
  createLetterMaker,
  createStopRule,
  keepMailed,
  openPace,
  runSend,
  systemClock,
  type BuiltIssue,
  type DeliveryCounts,
  type LetterMaker,
  type Progress,
  type SendRecord,
  type SendResult,
  type Transport,
} from '../../delivery/index.ts'
import { mailedFolder } from '../../model/mailed.ts'
import type { CommandContext } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { listenForEnd, type Ending } from '../listen-for-end.ts'
import { createProgress } from '../progress.ts'
import type { Office } from '../with-database.ts'
import { openTransport } from './open-transport.ts'
import { personOf, readMaterial, refuse, type PersonOptions } from './sending.ts'

/** What the letters of a send are made and carried by. */
export interface Prepared {
  /** The issue as it was built. */
  built: BuiltIssue
  letters: LetterMaker
  transport: Transport
}

/**
 * Makes ready what a send needs, before anything is written down: the issue just as it was planned, the keys, the
 * transport. Reports what is missing. What was read already is not read again.
 */
export async function prepareLetters(
  office: Office,
  { issue, contentHash, planHash }: Pick<SendRecord, 'issue' | 'contentHash' | 'planHash'>,
  context: CommandContext,
  material = readMaterial(office, issue, context),
): Promise<Prepared | undefined> {
  const transport = await openTransport(office, context.terminal.env)
  if (!material || !transport) return undefined
  if (material.built.manifest.contentHash !== contentHash) {
    const message =
      'Unexpected content that differs from what was planned, expected the issue as it was confirmed'
    return refuse(office, issue, message)
  }
  const now = (): number => systemClock.now()
  const { settings, report } = office
  const letters = await createLetterMaker({ ...material, settings, now, seed: planHash }, report)
  return letters && { built: material.built, letters, transport }
}

/** Sends what is left of a send that was confirmed, with a bar, and says how it stands after it. */
export async function sendLetters(
  office: Office,
  send: SendRecord,
  { built, letters, transport }: Prepared,
  options: PersonOptions,
  context: CommandContext,
): Promise<void> {
  const { database, databaseFile, settings } = office
  const { delivery } = settings
  const route = `${settings.sender.address.split('@').pop()} ${delivery.smtp.host}`
  const pace = await openPace({ database, pace: delivery.pace, route, clock: systemClock })
  const stopping = stopOnSignals(context, Boolean(options.quiet ?? options.json))
  const show = progressOf(context, options)
  let isKept = true
  boundYoungGeneration()
  try {
    const result = await runSend({
      database,
      databaseFile,
      sendId: send.id,
      by: personOf(options),
      transport,
      letters,
      pace,
      stop: createStopRule(delivery.stop),
      clock: systemClock,
      connections: delivery.smtp.connections,
      retry: delivery.retry,
      connectionTries: delivery.stop.connectionTries,
      keep: () => (isKept = keepBeforeFirst(office, built)),
      onProgress: show.progress,
      signal: stopping.signal,
    })
    show.end()
    // Else it has been reported why.
    if (isKept) tell(result, send.issue, options, context)
  } finally {
    stopping.end()
    await pace.close()
  }
}

/** What goes out is kept first: the archive shows it, and tells what has changed in an article since. */
function keepBeforeFirst({ root, report }: Office, built: BuiltIssue): boolean {
  try {
    keepMailed({ root, built, at: systemClock.now() })
    return true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (typeof code !== 'string') throw error
    report({
      rule: 'delivery/folder-not-writable',
      message: `Unexpected ${message}, expected to keep what is mailed`,
      file: `${mailedFolder}/${built.manifest.issue}`,
      note: `Make \`${mailedFolder}/\` writable for your user, on a disk with room, and go on: nothing was sent.`,
    })
    return false
  }
}

/** The first Ctrl-C lets letters on the wire come to their end; the second ends the process as the ledger can stand. */
function stopOnSignals({ terminal }: CommandContext, quiet: boolean): Ending {
  return listenForEnd({
    asked: () => {
      if (!quiet) terminal.err('\nFinishing the letters that are on the wire …\n')
    },
    insisted: () => process.exit(exitCodes.incomplete),
  })
}

function progressOf(
  { terminal }: CommandContext,
  options: PersonOptions,
): { progress: (progress: Progress) => void; end: () => void } {
  const bar = createProgress(terminal, Boolean(options.quiet ?? options.json))
  let trouble = ''
  return {
    progress: ({ counts, trouble: current = '' }) => {
      const open = countOpen(counts)
      const total = counts.planned - counts.byState.suppressed - counts.byState.cancelled
      bar(`Sending`, total - open, total)
      if (current !== trouble && current !== '' && !options.quiet) {
        terminal.err(
          `\nWaiting: ${withoutStop(current)}. It goes on by itself for a while; Ctrl-C stops it.\n`,
        )
      }
      trouble = current
    },
    end: () => bar.end(),
  }
}

function tell(result: SendResult, issue: string, options: PersonOptions, context: CommandContext): void {
  const { terminal } = context
  const isEnded = result.state === 'complete' || result.state === 'cancelled'
  // An uncertain letter waits for the officer's decision.
  const isDone = isEnded && result.counts.byState.uncertain === 0
  // Never a success after what another send of the same run left.
  if (!isDone) context.exit(exitCodes.incomplete)
  // Where nobody takes the result, it hinders no other send that is due.
  if (options.json && !terminal.gone?.aborted) terminal.out(JSON.stringify({ issue, ...result }, null, 2))
  else if (!options.quiet || !isDone) terminal.err(`${summarise(result, issue)}\n`)
}

function summarise({ state, reason, counts }: SendResult, issue: string): string {
  const next: Record<SendResult['state'], string> = {
    complete: `The report: tidings send report ${issue}`,
    cancelled: `The report: tidings send report ${issue}`,
    paused: `Go on when the cause is gone: tidings send resume ${issue}`,
    stopped: `Go on: tidings send resume ${issue}`,
    refused: 'Nothing was sent.',
  }
  const uncertain = counts.byState.uncertain
  return [
    `${issue} is ${state}${reason === undefined ? '' : `: ${withoutStop(reason)}`}.`,
    formatCounts(counts),
    ...(uncertain > 0
      ? [`${uncertain} uncertain: a server may have them. Decide: tidings send resolve ${issue} --help`]
      : []),
    next[state],
  ].join('\n')
}

/** A sentence's words, to be followed by our own full stop. */
function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

/** The totals in one line, which always add up. */
export function formatCounts(counts: DeliveryCounts): string {
  const { accepted, refused, suppressed, cancelled, uncertain } = counts.byState
  const open = countOpen(counts)
  return `${counts.planned} planned = ${accepted} accepted + ${refused} refused + ${suppressed} suppressed + ${cancelled} cancelled + ${uncertain} uncertain + ${open} waiting`
}
