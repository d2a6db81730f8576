import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import {
  gatherReport,
  messageIdsOf,
  otherSends,
  recoverSenders,
  reportHtml,
  sendsBegun,
  writeProofCsv,
  type SendRecord,
  type SendReport,
} from '../../delivery/index.ts'
import { reportUnwritable, startingFolder, writePrivateFile } from '../../workspace/index.ts'
import type { CommandContext, WorkspaceOptions } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Office } from '../with-database.ts'
import { numberedSend, sendOf } from './sending.ts'

export interface ReportOptions extends WorkspaceOptions {
  csv?: boolean | string
  html?: string
  send?: number
}

/**
 * `send report`: the HTML page and a summary, or the JSON, of the newest send that began; or the CSV proof of all that
 * did. A plan is reported only where nothing of the issue began, so that it never hides what went.
 */
export async function report(
  office: Office,
  issue: string,
  options: ReportOptions,
  context: CommandContext,
): Promise<void> {
  const { database, databaseFile, settings } = office
  const { terminal } = context
  await recoverSenders(database, databaseFile, Date.now())
  const sends = await reportedSends(office, issue, options)
  if (options.csv !== undefined && options.csv !== false)
    return writeProof(office, sends, options.csv, context)
  const newest = sends.at(-1)?.id ?? 0
  const gathered = await gatherReport(database, newest, { now: Date.now(), publication: settings.title })
  if (!gathered) return
  if (options.json) terminal.out(JSON.stringify(gathered, null, 2))
  else {
    const name =
      options.html ?? `report-${issue}${options.send === undefined ? '' : `-send-${options.send}`}.html`
    const file = path.resolve(startingFolder(terminal.env), name)
    const isWritten = await unlessRefused(office, name, async () => {
      await mkdir(path.dirname(file), { recursive: true })
      await writePrivateFile(file, (write) => write(reportHtml(gathered, settings)))
      return true
    })
    terminal.out(summarise(gathered))
    if (isWritten && !options.quiet) terminal.err(`The whole report: ${file}\n`)
  }
  if (!gathered.sends.every(({ reconciles }) => reconciles)) context.exit(exitCodes.findings)
}

/** The send that was named; else those that began; else the plan. */
async function reportedSends(office: Office, issue: string, { send }: ReportOptions): Promise<SendRecord[]> {
  if (send !== undefined) return [await numberedSend(office, issue, send)]
  const begun = await sendsBegun(office.database, issue)
  return begun.length > 0 ? begun : [await sendOf(office, issue)]
}

function summarise(report: SendReport): string {
  const { send, totals, reconciliation, refusals, promise } = report
  const rows: [string, number][] = [
    ['planned', totals.planned],
    ['accepted', totals.accepted],
    ['refused', totals.refused],
    ['suppressed', totals.suppressed],
    ['cancelled', totals.cancelled],
    ['uncertain', totals.uncertain],
    ['waiting', totals.waiting],
    ['on the wire', totals.handedOver],
  ]
  return [
    `${send.issue}: ${send.subject} (${send.state})`,
    ...rows.map(([name, count]) => `  ${name.padEnd(12)} ${count.toLocaleString('en').padStart(9)}`),
    `  ${reconciliation}`,
    ...otherSends(report).map((sentence) => `  ${sentence}`),
    ...refusals
      .slice(0, 5)
      .map(
        ({ code, words, count }) =>
          `  refused ${count === 1 ? 'once' : `${count} times`}: ${code ?? ''} ${words}`,
      ),
    ...(promise === 'weaker'
      ? [
          '  Sent by a transport that does not show when a letter is complete: the one-letter promise is weaker.',
        ]
      : []),
  ].join('\n')
}

/** To standard output, or to a file that is whole or not there. */
async function writeProof(
  office: Office,
  sends: readonly SendRecord[],
  to: true | string,
  { terminal }: CommandContext,
): Promise<void> {
  const messageIds = new Map(sends.map((send) => [send.id, messageIdsOf(send)]))
  const messageIdOf = ({ id, sendId }: { id: number; sendId: number }): string =>
    messageIds.get(sendId)?.(id) ?? ''
  const proofTo = (write: (text: string) => void | Promise<void>): Promise<number> =>
    writeProofCsv(office.database, [...messageIds.keys()], { write, messageIdOf })
  if (to === true) return void (await proofTo((text) => terminal.out(text.replace(/\n$/, ''))))
  const file = path.resolve(startingFolder(terminal.env), to)
  const count = await unlessRefused(office, to, () => writePrivateFile(file, proofTo))
  if (count !== undefined) terminal.err(`Wrote ${count} rows to ${file}.\n`)
}

/** Gives what was done, or nothing where the system refuses to write the file, which is reported. */
async function unlessRefused<T>(
  { report }: Office,
  file: string,
  write: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await write()
  } catch (error) {
    return void reportUnwritable(error, file, report)
  }
}
