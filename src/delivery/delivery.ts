import type { AttributeValues } from '../model/member.ts'
import type { OutgoingLetter } from './transport.ts'

/** Where a delivery stands; `docs/decisions/0020` says how it gets from one to the next. */
export const deliveryStates = [
  'waiting',
  'claimed',
  'deferred',
  'handed-over',
  'accepted',
  'refused',
  'uncertain',
  'suppressed',
  'cancelled',
] as const

export type DeliveryState = (typeof deliveryStates)[number]

/** A delivery that a sender has taken on, with what its letter needs of the member as the roster has it now. */
export interface ClaimedDelivery {
  id: number
  sendId: number
  memberId: number
  memberNumber: string | null
  /** As it was when the recipients were frozen. */
  address: string
  addressKey: string
  domain: string
  /** The id of a variant of the manifest. */
  variant: string
  /** How often a server has answered for it before. */
  attempts: number
  /** The delivery that this one repeats. */
  againOf: number | null
  name: string
  language: string
  attributes: AttributeValues
}

/**
 * Makes a delivery's letter. A throw means that letters cannot be made (files that changed, a key that does not sign):
 * the send pauses with its message and the delivery goes back to waiting.
 */
export type LetterMaker = (delivery: ClaimedDelivery) => OutgoingLetter | Promise<OutgoingLetter>
