import type { Database, Queries } from '../database/index.ts'
import { findMember, heldBack } from '../members/index.ts'
import type { Who } from './control-send.ts'
import { noteEvent } from './note-event.ts'
import { goOn } from './resolve.ts'
import { readSend, type SendRecord } from './send-record.ts'
import { recoverSenders } from './senders.ts'
import { addressKeyOf } from './which-uncertain.ts'

export interface AgainInput {
  /** The organisation's number, or an address. */
  member: string
  who: Who
  databaseFile: string
}

export type AgainResult = { ok: true; deliveryId: number; address: string } | { ok: false; message: string }

interface Original {
  id: number
  memberId: number
  memberNumber: string | null
  variant: string
  state: string
  reason: string | null
  addressKey: string
}

/**
 * Plans one more letter to a member who says that theirs never came: a row of its own in the ledger, which names the
 * one it repeats and who wanted it. It goes to the address that the roster has now; never to one who has left. Who had
 * the letter from an earlier send of the issue, which was cancelled, gets one more of this send.
 */
export async function sendAgain(
  database: Database,
  sendId: number,
  { member, who, databaseFile }: AgainInput,
): Promise<AgainResult> {
  await recoverSenders(database, databaseFile, who.at)
  return database.transaction(async (queries): Promise<AgainResult> => {
    const send = await readSend(queries, sendId)
    const fault = faultOfSend(send)
    if (!send || fault !== undefined) return { ok: false, message: fault ?? '' }
    const original = await findOriginal(queries, sendId, member)
    const problem = original
      ? await faultOfOriginal(queries, send, original)
      : 'no letter of this send is theirs'
    if (!original || problem !== undefined)
      return {
        ok: false,
        message: `Unexpected member ${member} (${problem}), expected one whose letter went`,
      }
    return plan(queries, send, original, who)
  })
}

function faultOfSend(send: SendRecord | undefined): string | undefined {
  if (!send) return 'Unexpected issue, expected one that was sent'
  if (send.mustReconcile) return 'Unexpected restored send, expected one that has been reconciled'
  return ['sending', 'paused', 'complete'].includes(send.state)
    ? undefined
    : `Unexpected send that is ${send.state}, expected one that is under way or complete`
}

async function findOriginal(queries: Queries, sendId: number, member: string): Promise<Original | undefined> {
  const columns = `id, member_id AS "memberId", member_number AS "memberNumber", variant, state, reason,
    address_key AS "addressKey"`
  const find = (column: string, value: string | number): Promise<Original | undefined> =>
    queries.get<Original>(
      `SELECT ${columns} FROM deliveries WHERE send_id = ? AND ${column} = ? AND again_of IS NULL`,
      sendId,
      value,
    )
  const key = addressKeyOf(member)
  if (key === undefined) return find('member_number', member)
  const found = await find('address_key', key)
  if (found) return found
  // The member may have another address since.
  const today = await findMember(queries, { address: member })
  return today && find('member_id', today.id)
}

async function faultOfOriginal(
  queries: Queries,
  { issue }: SendRecord,
  original: Original,
): Promise<string | undefined> {
  if (original.state === 'uncertain') return 'their letter is uncertain: resolve it'
  // Who lapsed by a mistake of a list may get the letter after all, if the roster says by now that they are active.
  const isHeld = original.state === 'suppressed' && original.reason !== 'lapsed'
  if (isHeld && original.reason !== 'had-it')
    return `they were left out, because they are suppressed: ${original.reason ?? 'it is not said why'}`
  if (isHeld && (await isEarlierUncertain(queries, issue, original)))
    return 'their letter of an earlier send is uncertain: resolve it'
  if (!['accepted', 'refused', 'suppressed'].includes(original.state)) return 'their letter has not gone yet'
  const pending = await queries.get(
    `SELECT 1 AS found FROM deliveries WHERE again_of = ?
     AND state IN ('waiting', 'claimed', 'deferred', 'handed-over', 'uncertain')`,
    original.id,
  )
  return pending ? 'one more letter is on its way already, or is uncertain' : undefined
}

/** Whether a letter to them of a send of the issue that was cancelled, or its repeat, may have gone or not. */
async function isEarlierUncertain(
  queries: Queries,
  issue: string,
  { id, addressKey, memberId }: Original,
): Promise<boolean> {
  const found = await queries.get(
    `SELECT 1 AS found FROM deliveries WHERE send_id IN (SELECT id FROM sends WHERE issue = ?) AND id < ?
       AND (address_key = ? OR member_id = ?) AND state IN ('handed-over', 'uncertain')`,
    issue,
    id,
    addressKey,
    memberId,
  )
  return found !== undefined
}

async function plan(
  queries: Queries,
  send: SendRecord,
  original: Original,
  { by, at }: Who,
): Promise<AgainResult> {
  const member = await findMember(queries, { id: original.memberId })
  const name = original.memberNumber ?? `#${original.memberId}`
  if (!member)
    return { ok: false, message: `Unexpected member ${name}, expected one who is on the roster still` }
  const held = await heldBack(
    queries,
    [{ memberId: member.id, addressKey: member.addressKey }],
    seriesOf(send),
  )
  const reason = held.get(member.id)
  if (reason !== undefined)
    return {
      ok: false,
      message: `Unexpected member ${name}, who is suppressed (${reason}), expected one who may be mailed`,
    }
  const row = await queries.get<{ id: number }>(
    `INSERT INTO deliveries (send_id, member_id, member_number, address, address_key, domain, variant, state,
       again_of, again_by) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?) RETURNING id`,
    send.id,
    member.id,
    member.number ?? null,
    member.address,
    member.addressKey,
    member.domain,
    original.variant,
    original.id,
    by,
  )
  const deliveryId = row?.id ?? 0
  await noteEvent(queries, {
    sendId: send.id,
    deliveryId,
    at,
    kind: 'again',
    by,
    detail: `one more letter to ${name}`,
  })
  await goOn(queries, send.id)
  return { ok: true, deliveryId, address: member.address }
}

function seriesOf({ manifest }: SendRecord): string | undefined {
  try {
    return (JSON.parse(manifest) as { series?: string | null }).series ?? undefined
  } catch {
    return undefined
  }
}
