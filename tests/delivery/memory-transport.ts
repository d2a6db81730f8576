import { setTimeout as wait } from 'node:timers/promises'
import type { Line, OutgoingLetter, Outcome, Transport } from '../../src/delivery/index.ts'

/** What a made-up server does with a letter; `dropped` loses the line at that point. */
export type Answer = Outcome | { kind: 'dropped'; at: 'before-gate' | 'after-gate' | 'after-dot' }

export interface MemoryServer {
  transport: Transport
  /** How often the dot of a letter to an address was written. */
  dots: Map<string, number>
  /** How often a letter was accepted. */
  accepted: Map<string, number>
  linesOpen: () => number
  mostLines: () => number
}

/** The answer to an address that nobody has. */
export const unknown: Answer = {
  kind: 'refused',
  code: 550,
  reply: 'no such user',
  enhanced: '5.1.1',
  phase: 'rcpt',
}

export const ok: Answer = { kind: 'accepted', code: 250, reply: 'queued' }

/** A server in memory; `answer` decides about each letter, `latencyMs` about how long each step takes. */
export function memoryServer(
  answer: (letter: OutgoingLetter, nth: number) => Answer = () => ok,
  latencyMs: () => number = () => 0,
): MemoryServer {
  const dots = new Map<string, number>()
  const accepted = new Map<string, number>()
  let open = 0
  let most = 0
  let letters = 0
  const count = (map: Map<string, number>, to: string): void => void map.set(to, (map.get(to) ?? 0) + 1)

  function openLine(): Line {
    let isOpen = true
    open += 1
    most = Math.max(most, open)
    const drop = (): void => {
      if (isOpen) open -= 1
      isOpen = false
    }
    return {
      isOpen: () => isOpen,
      close: async () => drop(),
      deliver: async (letter, gate) => {
        letters += 1
        const decision = answer(letter, letters)
        await wait(latencyMs())
        if (decision.kind === 'dropped' && decision.at === 'before-gate') {
          drop()
          return { kind: 'lost', reason: 'dropped', phase: 'data' }
        }
        if ((decision.kind === 'refused' || decision.kind === 'deferred') && decision.phase !== 'dot')
          return decision
        if (!(await gate.handOver())) {
          drop()
          return { kind: 'withheld' }
        }
        if (decision.kind === 'dropped' && decision.at === 'after-gate') {
          drop()
          return { kind: 'lost', reason: 'dropped', phase: 'data' }
        }
        count(dots, letter.to)
        await wait(latencyMs())
        if (decision.kind === 'dropped') {
          drop()
          return { kind: 'uncertain', reason: 'dropped after the dot' }
        }
        if (decision.kind === 'accepted') count(accepted, letter.to)
        return decision
      },
    }
  }
  return {
    dots,
    accepted,
    linesOpen: () => open,
    mostLines: () => most,
    transport: { promise: 'one-letter', open: async () => openLine() },
  }
}
