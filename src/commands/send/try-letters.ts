import path from 'node:path'
import {
  createLetterMaker,
  findSend,
  makeProofs,
  noteEvent,
  plannedDeliveries,
  planSend,
  writeLetters,
  type LetterMaker,
  type NumberedLetter,
  type SendRecord,
} from '../../delivery/index.ts'
import { UsageError } from '../../diagnostics/index.ts'
import { findMember, normaliseAddress } from '../../members/index.ts'
import { startingFolder } from '../../workspace/index.ts'
import type { CommandContext } from '../command.ts'
import { counted } from '../counted.ts'
import type { Office } from '../with-database.ts'
import { openTransport } from './open-transport.ts'
import { personOf, readCurrentMaterial, refuse, type LetterMaterial, type PersonOptions } from './sending.ts'

export interface ProofOptions extends PersonOptions {
  test: string
  as?: string
}

/** `send --test`: a marked proof of each variant to one address; it is no delivery, but it is written down. */
export async function sendProofs(
  office: Office,
  issue: string,
  options: ProofOptions,
  context: CommandContext,
): Promise<void> {
  const address = normaliseAddress(options.test)
  if ('fault' in address) throw new UsageError(`--test: ${address.message}.`)
  const member = options.as === undefined ? undefined : await memberNamed(office, options.as)
  const material = await readCurrentMaterial(office, issue, context)
  const transport = await openTransport(office, context.terminal.env)
  if (!material || !transport) return
  const { settings, database } = office
  const to = address.address
  const proofs = await makeProofs({ ...material, settings, to, member, now: Date.now })
  const line = await openLine(transport, office)
  if (!line) return
  for (const { variant, letter } of proofs) {
    const outcome = await line.deliver(letter, { handOver: async () => true })
    const words =
      'reply' in outcome ? `${outcome.code} ${outcome.reply}` : 'reason' in outcome ? outcome.reason : ''
    const send = await findSend(database, issue)
    const detail = `${variant} to ${to}: ${outcome.kind}`
    if (send)
      await noteEvent(database, {
        sendId: send.id,
        at: Date.now(),
        kind: 'proof',
        by: personOf(options),
        detail,
      })
    if (outcome.kind === 'accepted') context.terminal.err(`Proof of ${variant}: accepted for ${to}.\n`)
    else
      office.report({
        rule: 'delivery/proof-not-sent',
        message: `Unexpected answer to the proof of ${variant} (${outcome.kind}: ${words}), expected it to be accepted`,
        file: `out/email/${issue}/manifest.json`,
      })
  }
  await line.close()
}

async function openLine(
  transport: NonNullable<Awaited<ReturnType<typeof openTransport>>>,
  { report, settings }: Office,
) {
  try {
    return await transport.open()
  } catch (error) {
    report({
      rule: 'delivery/proof-not-sent',
      message: `Unexpected failure to reach ${settings.delivery.smtp.host} (${(error as Error).message}), expected a server that takes letters`,
      file: 'tidings.yaml',
    })
    return undefined
  }
}

async function memberNamed({ database }: Office, name: string) {
  const member = await findMember(database, name.includes('@') ? { address: name } : { number: name })
  if (!member) throw new UsageError(`--as: no member has the number or address ${name}.`)
  return {
    memberNumber: member.number ?? null,
    address: member.address,
    name: member.name,
    attributes: member.attributes,
  }
}

export interface DryRunOptions extends PersonOptions {
  dryRun: string
  segment?: string
  first?: number
}

/** `send --dry-run`: the letters as files, and nothing goes out. */
export async function writeTrial(
  office: Office,
  issue: string,
  options: DryRunOptions,
  context: CommandContext,
): Promise<void> {
  const material = await readCurrentMaterial(office, issue, context)
  if (!material) return
  const { settings, database, report } = office
  const send = await plannedSend(office, issue, material, options)
  if (!send) return
  const seed = send.planHash
  const maker = await createLetterMaker({ ...material, settings, now: Date.now, seed }, report)
  if (!maker) return
  const folder = path.resolve(startingFolder(context.terminal.env), options.dryRun)
  const letters = lettersOf(database, send.id, maker, options.first ?? Infinity)
  const count = await writeLetters(folder, letters, report)
  if (count !== undefined && !options.quiet)
    context.terminal.err(`Wrote ${counted(count, 'letter')} to ${folder}. Nothing was sent.\n`)
}

/** The plan that is confirmed; else one that is made for this, which replaces none that somebody confirmed. */
async function plannedSend(
  office: Office,
  issue: string,
  { built: { manifest } }: LetterMaterial,
  options: DryRunOptions,
): Promise<SendRecord | undefined> {
  const { settings, database, report } = office
  const { segment } = options
  const earlier = await findSend(database, issue)
  if (earlier && isConfirmedFor(earlier, manifest, segment)) return earlier
  const people = { by: personOf(options), at: Date.now() }
  const input = { manifest, segment, settings, report, ...people, keepsConfirmed: true }
  const planned = await planSend(database, input)
  return planned.ok ? planned.send : refuse(office, issue, planned.message)
}

/** Whether it is confirmed, has not begun, and has the letters that are asked for. */
function isConfirmedFor(
  { state, confirmedAt, contentHash, segment }: SendRecord,
  manifest: LetterMaterial['built']['manifest'],
  asked: string | undefined,
): boolean {
  if (state !== 'planned' || confirmedAt === null || contentHash !== manifest.contentHash) return false
  return asked === undefined || asked === segment
}

/** Page by page: there may be a million. */
async function* lettersOf(
  database: Office['database'],
  sendId: number,
  maker: LetterMaker,
  most: number,
): AsyncGenerator<NumberedLetter> {
  let after = 0
  for (let left = most; left > 0;) {
    const page = await plannedDeliveries(database, sendId, { after, limit: Math.min(left, 500) })
    for (const delivery of page) yield { id: delivery.id, letter: await maker(delivery) }
    const last = page.at(-1)
    if (!last) return
    after = last.id
    left -= page.length
  }
}
