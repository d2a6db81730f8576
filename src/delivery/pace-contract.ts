import type { ClaimedDelivery } from './delivery.ts'
import type { Change } from './pace/pace-rows.ts'
import type { Outcome } from './transport.ts'

/**
 * What the sender loop asks of a pace. All of it is called for each letter, so it must be quick, and answers from
 * memory. Times are the clock's milliseconds; the clock may jump back.
 */
export interface Pace {
  /** How long until any letter at all may begin: 0 for now. Limits over all, the hour's window, the warm-up. */
  waitForAny: (now: number) => number
  /** How long until a letter to the domain may begin, where only the domain's own limits count: 0 for now. */
  waitFor: (domain: string, now: number) => number
  /** The milliseconds between two letters to the domain under its own limits; 0 where it has none. */
  spacing: (domain: string) => number
  /** A letter begins: it takes its place in every limit. Comes only right after both waits were 0. */
  begin: (domain: string, now: number) => void
  /**
   * What its hand-over adds to the counts in the database, under keys that have no limit now, so that one which is set
   * tomorrow knows of today's letters. It is written in the transaction of the hand-over.
   */
  countsOf: (domain: string, now: number) => Change[]
  /** Its hand-over has been committed. */
  handedOver: (domain: string, now: number) => void
  /** The letter is done, handed over or not; one that was not gives its place back. */
  end: (domain: string, wasHandedOver: boolean) => void
}

/** Watches outcomes for a run that means that something is wrong with us. */
export interface StopRule {
  /** Gives the reason to stop the send, in a sentence for the officer; nothing where all is well. */
  note: (outcome: Outcome, delivery: Pick<ClaimedDelivery, 'domain'>) => string | undefined
}
