import { createReadStream } from 'node:fs'
import path from 'node:path'
import {
  findUncertainSend,
  isRestoredPlan,
  listSends,
  readProof,
  reconcileSend,
  resolveFromProof,
  resolveUncertain,
  sendAgain,
  type Decision,
  type SendRecord,
} from '../../delivery/index.ts'
import { UsageError } from '../../diagnostics/index.ts'
import { startingFolder } from '../../workspace/index.ts'
import type { CommandContext } from '../command.ts'
import type { Office } from '../with-database.ts'
import { prepareLetters, sendLetters } from './run-send.ts'
import { numberedSend, personOf, refuse, sendOf, type PersonOptions } from './sending.ts'

export interface ResolveOptions extends PersonOptions {
  accept?: boolean
  resend?: boolean
  keep?: boolean
  all?: boolean
  member?: string[]
  fromCsv?: string
  send?: number
}

/** `send resolve`: the officer decides on letters that a server may have. */
export async function resolve(
  office: Office,
  issue: string,
  options: ResolveOptions,
  context: CommandContext,
): Promise<void> {
  const { database, databaseFile } = office
  const send = await undecidedSend(office, issue, options)
  const who = { by: personOf(options), at: Date.now() }
  if (options.fromCsv !== undefined) return resolveFromFile(office, send, options.fromCsv, options, context)
  const decision = decisionOf(options)
  const { member: named = [], all = false } = options
  if (all === named.length > 0)
    throw new UsageError('Say which: --all, or --member with a number or an address.')
  if (decision === 'keep') {
    if (!all)
      throw new UsageError('--keep is for all: it lets a restored send go on without the uncertain ones.')
    const result = await reconcileSend(database, send.id, { rest: 'uncertain', who })
    return result.ok
      ? tell(context, options, 'They stay uncertain and do not go.')
      : refuse(office, issue, result.message)
  }
  const result = await resolveUncertain(database, send.id, {
    decision,
    which: all ? 'all' : named,
    who,
    databaseFile,
  })
  if (!result.ok) return refuse(office, issue, result.message)
  tell(context, options, `${result.resolved} resolved${await inWhich(office, send)}.${next(send, decision)}`)
}

/** What is to be done next: a plan that was not confirmed when a backup was taken is made anew. */
function next(send: SendRecord, decision: Decision): string {
  const { issue } = send
  if (isRestoredPlan(send))
    return ` This plan was not confirmed when the backup was taken. When all its letters are decided on, tidings send cancel ${issue}, and plan it anew: who counts as having it is left out.`
  return decision === 'resend' ? ` They go once more: tidings send resume ${issue}` : ''
}

/** The send that was named; else the newest of the issue with letters to decide on, be it cancelled since. */
async function undecidedSend(
  office: Office,
  issue: string,
  { send: number }: ResolveOptions,
): Promise<SendRecord> {
  if (number !== undefined) return numberedSend(office, issue, number)
  const send = await sendOf(office, issue)
  if (send.mustReconcile) return send
  return (await findUncertainSend(office.database, issue)) ?? send
}

/** Says which send it was, where the issue has more than one. */
async function inWhich({ database }: Office, { id, issue }: SendRecord): Promise<string> {
  const sends = await listSends(database, issue)
  return sends.length > 1 ? ` in send ${id}` : ''
}

function decisionOf({
  accept = false,
  resend = false,
  keep = false,
}: ResolveOptions): 'accept' | 'resend' | 'keep' {
  if (Number(accept) + Number(resend) + Number(keep) !== 1) {
    throw new UsageError('Say what: --accept (they have it), --resend (once more) or --keep (neither).')
  }
  return accept ? 'accept' : resend ? 'resend' : 'keep'
}

async function resolveFromFile(
  office: Office,
  send: SendRecord,
  name: string,
  options: ResolveOptions,
  context: CommandContext,
): Promise<void> {
  const { database, databaseFile } = office
  const file = path.resolve(startingFolder(context.terminal.env), name)
  const who = { by: personOf(options), at: Date.now() }
  const rows = readProof(createReadStream(file))
  try {
    const result = await resolveFromProof(database, send.id, { rows, who, databaseFile })
    if (!result.ok) return refuse(office, send.issue, result.message)
    const settled = `${result.accepted} resolved as accepted${await inWhich(office, send)}`
    tell(context, options, `${settled}; ${result.others} rows are of other letters.`)
    for (const doubt of doubtsAbout(result, send)) tell(context, options, doubt)
  } catch (error) {
    const { code, name: kind, message } = error as NodeJS.ErrnoException
    if (code === undefined && kind !== 'ProofFault') throw error
    throw new UsageError(`${file}: ${message}`)
  }
}

/** What the officer should look at before the rest of the letters goes. */
function doubtsAbout(
  { presumed, strangers }: { presumed: number; strangers: number },
  { issue }: SendRecord,
): string[] {
  return [
    ...(presumed > 0
      ? [
          `Rows of a plan that this database does not know, taken by their addresses: ${presumed}. Make sure that the list is of ${issue}.`,
        ]
      : []),
    ...(strangers > 0
      ? [
          `Rows of letters that this database does not know, and that do not say to whom of ${issue} they went: ${strangers}. ` +
            `They were passed over.\nIf they are of ${issue}, give a list with the columns \`email\` and \`issue\` before anything is resent.`,
        ]
      : []),
  ]
}

export interface AgainOptions extends PersonOptions {
  member: string
}

/** `send again`: one more letter for a member who says that theirs never came. */
export async function again(
  office: Office,
  issue: string,
  options: AgainOptions,
  context: CommandContext,
): Promise<void> {
  const { database, databaseFile } = office
  const send = await sendOf(office, issue)
  const prepared = await prepareLetters(office, send, context)
  if (!prepared) return
  const who = { by: personOf(options), at: Date.now() }
  const result = await sendAgain(database, send.id, { member: options.member, who, databaseFile })
  if (!result.ok) return refuse(office, issue, result.message)
  tell(context, options, `One more letter goes to ${result.address}.`)
  await sendLetters(office, await sendOf(office, issue), prepared, options, context)
}

function tell({ terminal }: CommandContext, { quiet = false }: PersonOptions, words: string): void {
  if (!quiet) terminal.err(`${words}\n`)
}
