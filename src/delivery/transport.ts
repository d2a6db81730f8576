/** How far a letter had come when its delivery ended. */
export type Phase = 'connect' | 'mail' | 'rcpt' | 'data' | 'dot'

/** One letter as it goes to one recipient. */
export interface OutgoingLetter {
  /** Envelope sender (VERP) and recipient, RFC 5321 paths without angle brackets. */
  from: string
  to: string
  /** The whole message, CRLF lines, not dot-stuffed, ending with CRLF; chunks are written one after another. */
  chunks: readonly Uint8Array[]
  /** The number of bytes of all chunks together. */
  size: number
  /** Whether the envelope or a header needs SMTPUTF8 (RFC 6531). */
  needsUtf8: boolean
}

export interface Gate {
  /**
   * Called when everything but the final dot has been written. `true`: the hand-over is durably recorded, write
   * the dot. `false` (or a throw): withhold it; the transport drops the connection, so the letter was certainly
   * not accepted.
   */
  handOver: () => Promise<boolean>
}

/** The letter that comes next on a line, or nothing while there is none. */
export type Following = () => OutgoingLetter | undefined

/** A server's definite "not accepted". */
export interface Rejection {
  code: number
  /** The server's words (or ours) on one line, at most 500 characters, without control characters. */
  reply: string
  /** RFC 3463's code such as '4.7.1', where there was one. */
  enhanced?: string
  phase: Phase
}

export type Outcome =
  | { kind: 'accepted'; code: number; reply: string }
  /** 4xx: definitely not accepted, may go again later. */
  | ({ kind: 'deferred' } & Rejection)
  /** 5xx, or something that can never work (SMTPUTF8 not offered, larger than SIZE): definitely not accepted. */
  | ({ kind: 'refused' } & Rejection)
  /** The dot was written and no valid answer came. */
  | { kind: 'uncertain'; reason: string }
  /** The connection failed before the dot was written: certainly not accepted; goes again. */
  | { kind: 'lost'; reason: string; phase: Phase }
  /** The gate said no. */
  | { kind: 'withheld' }

/** One connection to a server; it takes one letter after another. */
export interface Line {
  /**
   * Delivers one letter; never throws for what a server or the network does. `following` is asked when the dot goes,
   * for the letter that comes after it if that is made by then: a line may announce it together with the dot. A letter
   * that it gave must be the next one, or the line must be closed.
   */
  deliver: (letter: OutgoingLetter, gate: Gate, following?: Following) => Promise<Outcome>
  /** Whether it can take another letter. */
  isOpen: () => boolean
  /** Says goodbye (or drops the line when a letter is under way) and frees the socket. */
  close: () => Promise<void>
}

/**
 * Where letters go. `one-letter`: the final dot is written only after the gate has said so, so that an outcome is
 * always exact; `weaker`: the library below does not show when the dot goes, so the gate stands before all of it.
 */
export interface Transport {
  /** Opens a line; fails with a `ConnectionFailed`. */
  open: () => Promise<Line>
  readonly promise: 'one-letter' | 'weaker'
}

/** What went wrong while a line was being opened. */
export type ConnectionFailure =
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'greeting'
  | 'dropped'
  | 'protocol'
  | 'tls'
  | 'certificate'
  | 'login'
  | 'no-login'
  | 'settings'

/** A line could not be opened, so no letter was at stake. */
export class ConnectionFailed extends Error {
  override readonly name = 'ConnectionFailed'
  readonly kind: ConnectionFailure
  /** Whether trying again, with nothing changed, can help. */
  readonly temporary: boolean
  /** The server's code, where it gave one. */
  readonly code: number | undefined

  constructor(kind: ConnectionFailure, reason: string, temporary: boolean, code?: number, cause?: unknown) {
    super(reason, cause === undefined ? {} : { cause })
    this.kind = kind
    this.temporary = temporary
    this.code = code
  }
}
