import { createHash } from 'node:crypto'
import { messageIdOf } from '../../letter/index.ts'
import type { SendRecord } from '../send-record.ts'

/** What a Message-ID of ours says. */
export interface ReadMessageId {
  /** Of the send: see `markOf`. */
  mark: string
  deliveryId: number
}

/** What the Message-IDs of a send begin with, by its seed: the plan hash. */
export function markOf(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 16)
}

/** The Message-ID of each delivery of a send, whose plan hash is the seed: what a proof or a server's log knows it by. */
export function createMessageIds(seed: string, senderAddress: string): (deliveryId: number) => string {
  const mark = markOf(seed)
  return (id) => messageIdOf(`${mark}.${id}`, senderAddress)
}

/**
 * The Message-IDs that the letters of a send went with, by the sender that it was planned with: the settings may name
 * another one since. None where what is kept of the send names no sender.
 */
export function messageIdsOf({
  planHash,
  manifest,
}: Pick<SendRecord, 'planHash' | 'manifest'>): (deliveryId: number) => string {
  const sender = senderOf(manifest)
  return sender === undefined ? () => '' : createMessageIds(planHash, sender)
}

/** Which letter a Message-ID is of, in angle brackets or without; nothing where it is none of ours. */
export function readMessageId(messageId: string): ReadMessageId | undefined {
  const [, mark, id] = /^<?([0-9a-f]{16})\.(\d{1,15})@/.exec(messageId.trim()) ?? []
  return mark === undefined ? undefined : { mark, deliveryId: Number(id) }
}

function senderOf(manifest: string): string | undefined {
  try {
    const { sender } = JSON.parse(manifest) as { sender?: { address?: unknown } | null }
    return typeof sender?.address === 'string' ? sender.address : undefined
  } catch {
    return undefined
  }
}
