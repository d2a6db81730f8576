import {
  confirmPlan,
  findSend,
  noteEvent,
  parseSendTime,
  planSend,
  recoverSenders,
  scheduleSend,
  type PlanInput,
  type SendRecord,
} from '../../delivery/index.ts'
import { UsageError } from '../../diagnostics/index.ts'
import type { CommandContext } from '../command.ts'
import { counted } from '../counted.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Office } from '../with-database.ts'
import { preflight } from './preflight.ts'
import { prepareLetters, sendLetters } from './run-send.ts'
import { personOf, readCurrentMaterial, refuse, type LetterMaterial, type PersonOptions } from './sending.ts'
import { describePlan, formatPlan, type ShownPlan } from './show-plan.ts'

export interface SendOptions extends PersonOptions {
  segment?: string
  confirm?: string
  at?: string
  offline?: boolean
}

/** How much of the plan's hash an officer types: enough that it is no accident. */
const typedLength = 8

/** Plans the issue, shows the plan, and sends it, or sets its time, when its hash is given. */
export async function planAndConfirm(
  office: Office,
  issue: string,
  options: SendOptions,
  context: CommandContext,
): Promise<void> {
  const time = options.at === undefined ? undefined : parseSendTime(options.at, Date.now())
  if (time && !time.ok) throw new UsageError(`${time.message}.`)
  const material = await readCurrentMaterial(office, issue, context)
  if (!material) return
  const earlier = await findSend(office.database, issue)
  if (time && earlier && hasBegun(earlier)) return refuseTime(office, earlier)
  if (options.confirm !== undefined && earlier && goesOn(earlier, options.confirm)) {
    const prepared = await prepareLetters(office, earlier, context, material)
    return prepared && sendLetters(office, earlier, prepared, options, context)
  }
  const shown = { material, at: time?.at }
  const hash =
    options.confirm ??
    (await showPlan(office, planInput(office, material, options, earlier), shown, options, context))
  if (hash === undefined) return
  // The plan may have been looked at for hours, while others went on writing.
  const current = options.confirm === undefined ? await readCurrentMaterial(office, issue, context) : material
  if (!current || !(await preflight(office, current, options, context))) return
  const input = planInput(office, current, options, earlier)
  // A letter on the wire of a process that is no more has no answer to come.
  await recoverSenders(office.database, office.databaseFile, input.at)
  const confirmed = await confirmPlan(office.database, { ...input, hash: wholeHash(earlier, hash) })
  if (!confirmed.ok) return refuse(office, issue, confirmed.message)
  if (options.offline) await noteOffline(office, confirmed.send, input)
  if (time) return setTime(office, confirmed.send, time.at, input, context)
  const prepared = await prepareLetters(office, confirmed.send, context, current)
  if (prepared) await sendLetters(office, confirmed.send, prepared, options, context)
}

/** That nobody looked at the archive and the unsubscribe address is part of the record. */
async function noteOffline({ database }: Office, { id }: SendRecord, { by, at }: PlanInput): Promise<void> {
  const detail = 'the archive and the unsubscribe address were not looked at (--offline)'
  await noteEvent(database, { sendId: id, at, kind: 'offline', by, detail })
}

async function setTime(
  office: Office,
  { id, issue }: SendRecord,
  at: number,
  { by }: PlanInput,
  { terminal, exit }: CommandContext,
): Promise<void> {
  const expiresAt = at + office.settings.delivery.expireHours * 3_600_000
  const result = await scheduleSend(office.database, id, { at, expiresAt, who: { by, at: Date.now() } })
  if (!result.ok) return refuse(office, issue, result.message)
  exit(exitCodes.clean)
  terminal.err(
    `${issue} goes out at ${new Date(at).toString()}, when \`tidings send due\` runs then.\n` +
      `After ${new Date(expiresAt).toString()} it does not go out by itself any more.\n`,
  )
}

/** One of which letters may have gone: no time holds for these any more. */
function hasBegun({ state }: SendRecord): boolean {
  return ['sending', 'paused', 'complete'].includes(state)
}

function refuseTime(office: Office, { issue, state }: SendRecord): undefined {
  const goOn =
    state === 'complete' ? '' : `: go on with it by \`tidings send resume ${issue}\`, without a time`
  const message = `Unexpected time for a send that is ${state} already, expected one that has not begun${goOn}`
  return refuse(office, issue, message)
}

/** The same command again goes on with a send that was cut off. */
function goesOn({ state, planHash }: SendRecord, hash: string): boolean {
  return state === 'sending' && hash.length >= typedLength && planHash.startsWith(hash)
}

/** A confirmation is of the plan that was made, its segment included. */
function planInput(
  { settings, report }: Office,
  { built }: LetterMaterial,
  options: SendOptions,
  earlier: SendRecord | undefined,
): PlanInput {
  const planned = options.confirm === undefined ? undefined : (earlier?.segment ?? undefined)
  const segment = options.segment ?? planned
  return { manifest: built.manifest, segment, settings, report, by: personOf(options), at: Date.now() }
}

/** Plans and shows; gives the hash where the officer types it. */
async function showPlan(
  office: Office,
  input: PlanInput,
  { material, at }: { material: LetterMaterial; at: number | undefined },
  options: SendOptions,
  context: CommandContext,
): Promise<string | undefined> {
  const { terminal } = context
  const planned = await planSend(office.database, input)
  if (!planned.ok) return refuse(office, input.manifest.issue, planned.message)
  const shown = await describePlan(office, { ...planned, material })
  if (!shown) return undefined
  context.exit(exitCodes.incomplete)
  if (options.json) terminal.out(JSON.stringify(shown, null, 2))
  else terminal.out(formatPlan(shown))
  if (options.json || !terminal.ask) {
    if (!options.quiet) terminal.err(`Nothing was sent. To send it: ${confirmation(shown, options)}\n`)
    return undefined
  }
  const then = at === undefined ? '' : ` at ${new Date(at).toString()}`
  const typed = await terminal.ask(
    `To send ${counted(shown.toSend, 'letter')}${then}, type the first ${typedLength} characters of the plan; anything else stops: `,
  )
  if (typed.length >= typedLength && shown.planHash.startsWith(typed)) {
    context.exit(exitCodes.clean)
    return shown.planHash
  }
  terminal.err('Nothing was sent.\n')
  return undefined
}

/** The command that confirms what was planned, with all that was asked for: a copy of it must not do anything else. */
function confirmation({ issue, planHash }: ShownPlan, { segment, at }: SendOptions): string {
  return [
    `tidings send ${issue}`,
    ...(segment === undefined ? [] : [`--segment ${quoted(segment)}`]),
    `--confirm ${planHash}`,
    ...(at === undefined ? [] : [`--at ${quoted(at)}`]),
  ].join(' ')
}

/** One word of a command line. */
function quoted(text: string): string {
  if (/^[\w.:+-]+$/.test(text)) return text
  return /["$`\\!%]/.test(text) ? `'${text.replaceAll("'", String.raw`'\''`)}'` : `"${text}"`
}

/** The plan's hash from its beginning, of a length that is no accident; else what was given, which no plan has. */
function wholeHash(send: SendRecord | undefined, hash: string): string {
  return send && hash.length >= typedLength && send.planHash.startsWith(hash) ? send.planHash : hash
}
