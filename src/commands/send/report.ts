import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { once } from 'node:events'
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
import { startingFolder, writeFileWhole } from '../../workspace/index.ts'
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
    const name = options.html ?? path.join(startingFolder(terminal.env), `report-${issue}.html`)
    const file = path.resolve(startingFolder(terminal.env), name)
    await mkdir(path.dirname(file), { recursive: true })
    writeFileWhole(file, reportHtml(gathered, settings))
    terminal.out(summarise(gathered))
    if (!options.quiet) terminal.err(`The whole report: ${file}\n`)
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

/** Into a file beside its last place first, so that a proof is whole or not there. */
async function writeProof(
  { database }: Office,
  send: SendRecord,
  to: true | string,
  { terminal }: CommandContext,
): Promise<void> {
  const messageId = messageIdsOf(send)
  const messageIdOf = ({ id }: { id: number }): string => messageId(id)
  if (to === true) {
    await writeProofCsv(database, send.id, {
      write: (text) => terminal.out(text.replace(/\n$/, '')),
      messageIdOf,
    })
    return
  }
  const file = path.resolve(startingFolder(terminal.env), to)
  const temporary = `${file}.tmp`
  const stream = createWriteStream(temporary, { mode: 0o600 })
  try {
    const write = async (text: string): Promise<void> => {
      if (!stream.write(text)) await once(stream, 'drain')
    }
    const count = await writeProofCsv(database, send.id, { write, messageIdOf })
    stream.end()
    await once(stream, 'finish')
    await sync(temporary)
    await rename(temporary, file)
    terminal.err(`Wrote ${count} rows to ${file}.\n`)
  } finally {
    stream.destroy()
    await rm(temporary, { force: true })
  }
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}
