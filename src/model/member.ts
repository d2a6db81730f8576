export const memberStatuses = ['active', 'lapsed'] as const

export type MemberStatus = (typeof memberStatuses)[number]

/** What is known of a member by the names of the declared attributes; a value that is missing is unknown. */
export type AttributeValues = Record<string, string | number | boolean>

/** That a member agreed to get the newsletter. */
export interface Consent {
  /** Milliseconds since 1970. */
  at: number
  /** By what: `membership form`, `double opt-in`. */
  how: string
  /** From where: a page, an office, a network address. */
  from: string
}

/** A person on the roster. Times are milliseconds since 1970. */
export interface Member {
  /** Ours, never used for somebody else. */
  id: number
  /** The organisation's own number. */
  number?: string
  /** As it is written to: the local part as given, the domain as A-labels. */
  address: string
  /** The address's normal form: the same for the same mailbox. */
  addressKey: string
  domain: string
  /** Empty where it is not known. */
  name: string
  /** BCP 47; empty for the publication's language. */
  language: string
  status: MemberStatus
  attributes: AttributeValues
  consent?: Consent
  createdAt: number
  changedAt: number
}

/** What a suppression holds back: the newsletter, or every letter to the address. */
export type SuppressionScope = 'newsletter' | 'address'

export const suppressionReasons = [
  /** Unsubscribed by the link. */
  'left',
  'left-by-mail',
  /** The officer said so. */
  'officer',
  'bounced',
  'complained',
  'refused',
  'forgotten',
] as const

export type SuppressionReason = (typeof suppressionReasons)[number]

/** An address that must not be mailed, and why. */
export interface Suppression {
  id: number
  scope: SuppressionScope
  reason: SuppressionReason
  evidence: string
  since: number
  liftedAt?: number
  liftedBy?: string
}
