import type { ClaimedDelivery, LetterMaker } from './delivery.ts'
import type { GroupCommit, OnStep } from './group-commit.ts'
import type { Gate, Line, OutgoingLetter, Outcome } from './transport.ts'

/** What became of one letter. */
export interface Delivered {
  outcome: Outcome
  /** Whether its hand-over was recorded, so that it counts for the pace. */
  wasHandedOver: boolean
}

/** A letter could not be made; nothing of it has left the house. */
export class LetterFailed extends Error {
  override readonly name = 'LetterFailed'
}

export interface DeliverTools {
  letters: LetterMaker
  group: Pick<GroupCommit, 'handOver'>
  onStep: OnStep | undefined
}

/**
 * Makes a delivery's letter and takes it down the line, through the gate. Throws `LetterFailed` and nothing else: what
 * a transport throws is judged by whether the dot could have been written.
 */
export async function deliverLetter(
  line: Line,
  delivery: ClaimedDelivery,
  { letters, group, onStep }: DeliverTools,
): Promise<Delivered> {
  const letter = await make(letters, delivery)
  let wasHandedOver = false
  const gate: Gate = {
    handOver: async () => {
      wasHandedOver = await group.handOver(delivery)
      if (wasHandedOver && onStep) setImmediate(() => onStep('dot-written', delivery.id))
      return wasHandedOver
    },
  }
  const outcome = await line.deliver(letter, gate).catch((error: unknown): Outcome => {
    const reason = messageOf(error)
    return wasHandedOver ? { kind: 'uncertain', reason } : { kind: 'lost', reason, phase: 'connect' }
  })
  onStep?.('answered', delivery.id)
  return { outcome, wasHandedOver }
}

async function make(letters: LetterMaker, delivery: ClaimedDelivery): Promise<OutgoingLetter> {
  try {
    return await letters(delivery)
  } catch (error) {
    throw new LetterFailed(messageOf(error), { cause: error })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
