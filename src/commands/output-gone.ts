import { exitCodes } from './exit-codes.ts'

/** Standard output takes nothing any more: whoever read it has gone, or its disk is full. */
export class OutputGone extends Error {
  /** What a command that nothing else is wrong with ends with. */
  readonly exitCode: number

  constructor({ code, message }: NodeJS.ErrnoException) {
    super(`Unexpected standard output that cannot be written (${message}), expected one that takes all of it`)
    this.exitCode = code === 'EPIPE' ? exitCodes.unread : exitCodes.findings
  }
}

/**
 * Watches the streams of this process; the signal is aborted with `OutputGone` when standard output is. What cannot be
 * told on standard error is not told: letters that are under way are worth more than words about them. An output that
 * was not written whole is no success, also where its last words are what failed.
 */
export function watchOutput(): AbortSignal {
  const gone = new AbortController()
  process.stderr.on('error', () => undefined)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (gone.signal.aborted) return
    const reason = new OutputGone(error)
    if (reason.exitCode !== exitCodes.unread) process.stderr.write(`${reason.message}.\n`)
    gone.abort(reason)
  })
  process.on('exit', (code) => {
    if (code === exitCodes.clean && gone.signal.aborted)
      process.exitCode = (gone.signal.reason as OutputGone).exitCode
  })
  return gone.signal
}
