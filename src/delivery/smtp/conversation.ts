import type { Socket } from 'node:net'
import { oneLine, replyWords } from './reply-words.ts'
import { createReplyReader, type Reply } from './reply-reader.ts'

/** Why a conversation is over; thrown by what was waiting for it. */
export class ConversationEnded extends Error {
  override readonly name = 'ConversationEnded'
  /** A reply that came without a question, such as a 421 while nothing was asked. */
  readonly unasked: Reply | undefined
  readonly timedOut: boolean

  constructor(reason: string, { unasked, timedOut = false }: { unasked?: Reply; timedOut?: boolean } = {}) {
    super(reason)
    this.unasked = unasked
    this.timedOut = timedOut
  }
}

/** Commands out and replies in, over a socket that this alone reads and writes. */
export interface Conversation {
  /** Writes commands, each ending in CRLF, that together ask for so many replies. */
  ask: (commands: string, replies: number) => void
  /** The next reply that was asked for, within a time in all; ends the conversation if it does not come. */
  reply: (limitMs: number) => Promise<Reply>
  /** Writes blocks of a message, waiting for the network; asks for no reply. */
  write: (chunks: readonly Uint8Array[], blockMs: number) => Promise<void>
  /** Returns while the server has kept its peace, and throws what ended the conversation if it has not. */
  expectPeace: (limitMs: number) => Promise<void>
  isOpen: () => boolean
  /** Why it is not open, on one line. */
  whyEnded: () => string
  /** Drops the line at once. */
  end: (reason: string) => void
  /** Resolves when the socket is closed. */
  closed: Promise<void>
}

/** The most bytes that are under way at a time; what is larger is written block by block. */
const blockBytes = 128 * 1024

/** Takes a socket on which the server has nothing left to say, and nobody else listens. */
export function createConversation(socket: Socket): Conversation {
  const reader = createReplyReader()
  const replies: Reply[] = []
  const waiting = new Set<(ended: ConversationEnded) => void>()
  let reading: ((reply: Reply) => void) | undefined
  let asked = 0
  let ended: ConversationEnded | undefined

  function end(reason: ConversationEnded): void {
    if (ended !== undefined) return
    ended = reason
    socket.destroy()
    for (const reject of waiting) reject(reason)
    waiting.clear()
  }

  function takeReply(reply: Reply): void {
    if (asked === 0) {
      const { code, reply: words } = replyWords(reply)
      end(new ConversationEnded(`Unexpected reply ${code} ${words}, expected none`, { unasked: reply }))
      return
    }
    asked -= 1
    const reader = reading
    reading = undefined
    if (reader === undefined) replies.push(reply)
    else reader(reply)
  }

  function takeBytes(bytes: Uint8Array): void {
    if (ended !== undefined) return
    const read = reader.push(bytes)
    for (const reply of read.replies) takeReply(reply)
    if (read.invalid !== undefined) end(new ConversationEnded(read.invalid))
  }

  /** A promise that the end of the conversation, or of the time, rejects. */
  function within<T>(
    limitMs: number,
    what: string,
    start: (resolve: (value: T) => void) => void,
  ): Promise<T> {
    if (ended !== undefined) return Promise.reject(ended)
    return new Promise<T>((resolve, reject) => {
      let late: NodeJS.Immediate | undefined
      const timer = setTimeout(() => {
        // The answer may have come while this process was held up, by a terminal that was stopped or a closed lid.
        late = setImmediate(() => {
          end(new ConversationEnded(`Timed out after ${limitMs / 1000} s: ${what}`, { timedOut: true }))
        })
      }, limitMs)
      const settle = (): void => {
        clearTimeout(timer)
        clearImmediate(late)
        waiting.delete(fail)
      }
      const fail = (error: ConversationEnded): void => {
        settle()
        reject(error)
      }
      waiting.add(fail)
      start((value) => {
        settle()
        resolve(value)
      })
    })
  }

  function reply(limitMs: number): Promise<Reply> {
    const first = replies.shift()
    if (first !== undefined) return Promise.resolve(first)
    return within<Reply>(limitMs, 'no complete reply', (resolve) => {
      reading = resolve
    })
  }

  function writeBlock(block: readonly Uint8Array[], blockMs: number): Promise<void> {
    return within<void>(blockMs, 'the server does not read', (resolve) => {
      socket.cork()
      for (const [index, chunk] of block.entries()) {
        // The last write's callback comes when the network has taken all of them.
        if (index < block.length - 1) socket.write(chunk)
        else socket.write(chunk, (error) => (error ? undefined : resolve()))
      }
      socket.uncork()
    })
  }

  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('data', takeBytes)
  socket.on('error', (error) =>
    end(new ConversationEnded(oneLine(`The connection failed: ${error.message}`))),
  )
  socket.on('end', () => end(new ConversationEnded('The server closed the connection')))
  socket.on('close', () => end(new ConversationEnded('The connection was closed')))
  socket.resume()

  return {
    ask: (commands, expected) => {
      if (asked === 0 && reader.hasPart()) end(new ConversationEnded('Unexpected bytes before a command'))
      if (ended !== undefined) throw ended
      asked += expected
      socket.write(commands)
    },
    reply,
    write: async (chunks, blockMs) => {
      for (const block of inBlocks(chunks)) await writeBlock(block, blockMs)
    },
    expectPeace: async (limitMs) => {
      if (ended !== undefined) throw ended
      if (reader.hasPart()) await within<never>(limitMs, 'an unexpected reply without its end', () => {})
    },
    isOpen: () => ended === undefined && (asked > 0 || !reader.hasPart()) && socket.writable,
    whyEnded: () => oneLine(ended?.message ?? 'The server sends bytes that nothing asked for'),
    end: (reason) => end(new ConversationEnded(reason)),
    closed,
  }
}

/** Groups chunks, cutting those that are larger, into blocks of at most 128 KB; copies nothing. */
export function* inBlocks(chunks: readonly Uint8Array[]): Generator<Uint8Array[]> {
  let block: Uint8Array[] = []
  let size = 0
  for (const chunk of chunks) {
    for (let from = 0; from < chunk.length;) {
      const piece = chunk.subarray(from, from + blockBytes - size)
      from += piece.length
      size += piece.length
      block.push(piece)
      if (size < blockBytes) continue
      yield block
      block = []
      size = 0
    }
  }
  if (block.length > 0) yield block
}
