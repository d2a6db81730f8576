import { readSync, writeSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { limitNesting } from '../limit-nesting.ts'
import { loadTrial } from './load-native.ts'
import { maskColons } from './mask-colons.ts'
import { trialBytes, withoutMark } from './trial-protocol.ts'

/** The native parser gives memory back only when the event loop turns. */
const textsInATurn = 20

/**
 * A process for texts that may end it: it has the native parser read each text that comes, as `parseWithLimits` would,
 * and throws away what it made. Its argument is the parser's module. It must start soon, so it imports next to nothing.
 * It reads and writes synchronously, so that what it says of a text is out before the next one begins.
 */
async function tryTexts(): Promise<void> {
  const attempt = loadTrial(process.argv[2] ?? '')
  say(trialBytes.done)
  for (let [size, tried] = [read(4), 1]; size; size = read(4), tried++) {
    if (tried % textsInATurn === 0) await nextTurn()
    const source = read(size.readUInt32LE())?.toString()
    if (source === undefined) return
    say(trialBytes.begins)
    tryText(source, attempt)
    say(trialBytes.done)
  }
}

function tryText(source: string, attempt: (text: string) => void): void {
  const { text, isLimited, isRefused } = limitNesting(withoutMark(source))
  if (isLimited || isRefused) return
  try {
    attempt(maskColons(text))
  } catch {
    // What throws can be caught in any process.
  }
}

function say(byte: number): void {
  writeSync(1, Uint8Array.of(byte))
}

/** The next bytes of the input; nothing when it has ended. */
function read(size: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(size)
  for (let filled = 0; filled < size;) {
    const more = readMore(bytes, filled)
    if (more === 0) return undefined
    filled += more
  }
  return bytes
}

function readMore(bytes: Buffer, from: number): number {
  try {
    return readSync(0, bytes, from, bytes.length - from, null)
  } catch {
    // On some systems the end of a pipe is an error.
    return 0
  }
}

await tryTexts()
