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

/** A delivery that a line has taken on: its letter is being made. */
export interface Begun {
  delivery: ClaimedDelivery
  /** Fails with `LetterFailed` and nothing else. */
  letter: Promise<OutgoingLetter>
  /** The same once it is made. */
  made: OutgoingLetter | undefined
}

/** Begins to make a delivery's letter. */
export function beginLetter(letters: LetterMaker, delivery: ClaimedDelivery): Begun {
  const begun: Begun = { delivery, letter: make(letters, delivery), made: undefined }
  begun.letter.then(
    (letter) => (begun.made = letter),
    // Whoever delivers it hears of it.
    () => undefined,
  )
  return begun
}

export interface DeliverTools {
  group: Pick<GroupCommit, 'handOver'>
  /** Called when the letter comes to its gate, where it waits: the time to begin the next one. */
  prepare: () => Begun | undefined
  onStep: OnStep | undefined
}

/**
 * Takes a delivery's letter down the line, through the gate. Throws `LetterFailed` and nothing else: what a transport
 * throws is judged by whether the dot could have been written.
 */
export async function deliverLetter(
  line: Line,
  { delivery, letter }: Begun,
  { group, prepare, onStep }: DeliverTools,
): Promise<Delivered> {
  const outgoing = await letter
  let wasHandedOver = false
  let next: Begun | undefined
  const gate: Gate = {
    handOver: async () => {
      const answer = group.handOver(delivery)
      next = prepare()
      wasHandedOver = await answer
      if (wasHandedOver && onStep) setImmediate(() => onStep('dot-written', delivery.id))
      return wasHandedOver
    },
  }
  const outcome = await line
    .deliver(outgoing, gate, () => next?.made)
    .catch((error: unknown): Outcome => {
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
