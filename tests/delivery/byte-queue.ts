/** What came of a message's bytes, as they were on the wire. */
export interface BodyBytes {
  /** Without the final dot's line, dots still doubled. */
  bytes: Buffer
  /** Whether the final dot came. */
  dot: boolean
}

/** Bytes that arrive in pieces, read as lines and as message bodies. */
export interface ByteQueue {
  push: (bytes: Buffer) => void
  /** Nothing more comes. */
  end: () => void
  /** The next line without its line break, or `undefined` when the bytes have ended. */
  line: () => Promise<string | undefined>
  /** Everything until the final dot (or the end); `onBytes` hears of the bytes so far. */
  body: (onBytes: (size: number) => void) => Promise<BodyBytes>
}

const bodyEnd = Buffer.from('\r\n.\r\n')

export function createByteQueue(): ByteQueue {
  let bytes: Buffer = Buffer.alloc(0)
  let ended = false
  let wake: () => void = () => {}

  const more = (): Promise<void> => new Promise((resolve) => (wake = resolve))

  function take(size: number): Buffer {
    const taken = bytes.subarray(0, size)
    bytes = bytes.subarray(size)
    return taken
  }

  async function line(): Promise<string | undefined> {
    for (;;) {
      const end = bytes.indexOf('\n')
      if (end !== -1)
        return take(end + 1)
          .toString('utf8')
          .replace(/\r?\n$/, '')
      if (ended) return undefined
      await more()
    }
  }

  async function body(onBytes: (size: number) => void): Promise<BodyBytes> {
    // The line break before the message is that of DATA's own line.
    let tail: Buffer = Buffer.from('\r\n')
    const pieces: Buffer[] = []
    let size = 0
    for (;;) {
      const window = Buffer.concat([tail, bytes])
      const end = window.indexOf(bodyEnd)
      const taken = take(end === -1 ? bytes.length : end + bodyEnd.length - tail.length)
      tail = window.subarray(-4)
      pieces.push(taken)
      size += taken.length
      if (taken.length > 0) onBytes(size)
      if (end !== -1) return { bytes: Buffer.concat(pieces).subarray(0, -3), dot: true }
      if (ended) return { bytes: Buffer.concat(pieces), dot: false }
      await more()
    }
  }

  return {
    push: (piece) => {
      bytes = bytes.length === 0 ? piece : Buffer.concat([bytes, piece])
      wake()
    },
    end: () => {
      ended = true
      wake()
    },
    line,
    body,
  }
}
