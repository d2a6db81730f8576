/** How long each step may take in all, in milliseconds (RFC 5321 §4.5.3.2). */
export interface Timeouts {
  /** Looking up the host and connecting to it, a proxy included. */
  connectMs: number
  /** From the connection to the greeting. */
  greetingMs: number
  /** EHLO, STARTTLS and the log-in together. */
  handshakeMs: number
  /** The answer to MAIL, and to RSET. */
  mailMs: number
  /** The answer to RCPT. */
  rcptMs: number
  /** The answer to DATA. */
  dataMs: number
  /** Until the network has taken a block of at most 128 KB of the message. */
  blockMs: number
  /** The answer to the final dot. */
  dotMs: number
  /** The answer to QUIT, which nothing depends on. */
  quitMs: number
  /**
   * The second answer to commands sent together, on a server that has not yet answered such a group: one that
   * announces PIPELINING and loses what follows the first command is found out after this time.
   */
  pipeliningMs: number
}

const minute = 60_000

/** RFC 5321 §4.5.3.2's least times, and our own where it names none. */
export const defaultTimeouts = {
  connectMs: minute,
  greetingMs: 5 * minute,
  handshakeMs: 5 * minute,
  mailMs: 5 * minute,
  rcptMs: 5 * minute,
  dataMs: 2 * minute,
  blockMs: 3 * minute,
  dotMs: 10 * minute,
  quitMs: 2_000,
  pipeliningMs: minute,
} satisfies Timeouts
