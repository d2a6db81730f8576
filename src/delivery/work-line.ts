import type { Bell } from './bell.ts'
import type { Begun } from './deliver-letter.ts'
import type { Line } from './transport.ts'

/** What a line asks of the send that it works for. */
export interface LineWork {
  bell: Bell
  /** Whether no letter is to begin any more. */
  isOver: () => boolean
  /** Whether the line may be used now; lines beyond this process's share wait. */
  mayUse: (index: number) => boolean
  /** Begins a delivery that may begin now; else how long to wait. */
  begin: () => Begun | number
  /** Begins the delivery after the one at the gate, where the pace leaves it to us when. */
  beginAhead: () => Begun | undefined
  /** Gives back a delivery that was begun ahead and is not to go on this line. */
  giveBack: (begun: Begun) => void
  /** How long until there is something for a line that would have to be opened first. */
  waitForWork: () => number
  /** A line, or nothing when opening failed. */
  open: () => Promise<Line | undefined>
  /** Brings one letter to an outcome; asks for the next one while it waits at its gate. */
  deliver: (line: Line, begun: Begun, prepare: () => Begun | undefined) => Promise<void>
}

/** How often an idle line looks up; the send's state is looked at as often. */
const idleMs = 500
/** A line that has nothing to do for so long is given back to the server. */
const idleBeforeClosingMs = 5_000

/**
 * Delivers one letter after another on one line until the send is over, and never has two lines at a time. While a
 * letter waits at its gate the next one is begun, so that the line need not wait for it.
 */
export async function workLine(index: number, work: LineWork): Promise<void> {
  let line: Line | undefined
  let ahead: Begun | undefined
  let idleSince: number | undefined
  const close = async (): Promise<void> => {
    const old = line
    line = undefined
    await old?.close()
  }
  const prepare = (): Begun | undefined => {
    if (!ahead && !work.isOver() && work.mayUse(index)) ahead = work.beginAhead()
    return ahead
  }
  const begin = (): Begun | number => {
    const begun = ahead ?? work.begin()
    ahead = undefined
    return begun
  }
  const giveBackAhead = (): void => {
    if (ahead) work.giveBack(ahead)
    ahead = undefined
  }
  const waitForWork = (): number => (ahead ? 0 : work.waitForWork())
  while (!work.isOver()) {
    if (line && !line.isOpen()) await close()
    const found = ahead || work.mayUse(index) ? (line ? begin() : waitForWork()) : Infinity
    if (typeof found !== 'number') {
      idleSince = undefined
      if (line) await work.deliver(line, found, prepare)
    } else if (found === 0) {
      // Opened before a letter is taken, so that no letter waits for a line that cannot be opened.
      line = await work.open()
      if (!line) giveBackAhead()
    } else {
      idleSince ??= performance.now()
      const isIdle = performance.now() - idleSince > idleBeforeClosingMs
      if (line && (isIdle || !work.mayUse(index))) await close()
      await work.bell.wait(Math.min(found, idleMs))
    }
  }
  giveBackAhead()
  await close()
}
