import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import {
  gatherReport,
  messageIdsOf,
  recoverSenders,
  reportHtml,
  writeProofCsv,
  type SendRecord,
  type SendReport,
} from '../../delivery/index.ts'
import { reportUnwritable, startingFolder, writePrivateFile } from '../../workspace/index.ts'
import type { CommandContext, WorkspaceOptions } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Office } from '../with-database.ts'
import { sendOf } from './sending.ts'

export interface ReportOptions extends WorkspaceOptions {
  csv?: boolean | string
  html?: string
}

/** `send report`: the HTML page and a summary, or the JSON, or the CSV proof. */
export async function report(
  office: Office,
  issue: string,
  options: ReportOptions,
  context: CommandContext,
): Promise<void> {
  const { database, databaseFile, settings } = office
  const { terminal } = context
  await recoverSenders(database, databaseFile, Date.now())
  const send = await sendOf(office, issue)
  if (options.csv !== undefined && options.csv !== false)
    return writeProof(office, send, options.csv, context)
  const gathered = await gatherReport(database, send.id, { now: Date.now(), publication: settings.title })
  if (!gathered) return
  if (options.json) terminal.out(JSON.stringify(gathered, null, 2))
  else {
    const name = options.html ?? `report-${issue}.html`
    const file = path.resolve(startingFolder(terminal.env), name)
    const isWritten = await unlessRefused(office, name, async () => {
      await mkdir(path.dirname(file), { recursive: true })
      await writePrivateFile(file, (write) => write(reportHtml(gathered, settings)))
      return true
    })
    terminal.out(summarise(gathered))
    if (isWritten && !options.quiet) terminal.err(`The whole report: ${file}\n`)
  }
  if (!gathered.reconciles) context.exit(exitCodes.findings)
}

function summarise({ send, totals, reconciliation, refusals, promise }: SendReport): string {
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
  send: SendRecord,
  to: true | string,
  { terminal }: CommandContext,
): Promise<void> {
  const messageId = messageIdsOf(send)
  const proofTo = (write: (text: string) => void | Promise<void>): Promise<number> =>
    writeProofCsv(office.database, send.id, { write, messageIdOf: ({ id }) => messageId(id) })
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
