import type { Bell } from './bell.ts'
import type { ClaimedDelivery } from './delivery.ts'
import type { Line } from './transport.ts'

/** What a line asks of the send that it works for. */
export interface LineWork {
  bell: Bell
  /** Whether no letter is to begin any more. */
  isOver: () => boolean
  /** Whether the line may be used now; lines beyond this process's share wait. */
  mayUse: (index: number) => boolean
  /** A delivery that may begin now; else how long to wait. */
  next: () => ClaimedDelivery | number
  /** How long until there is something for a line that would have to be opened first. */
  waitForWork: () => number
  /** A line, or nothing when opening failed. */
  open: () => Promise<Line | undefined>
  /** Brings one letter to an outcome. */
  deliver: (line: Line, delivery: ClaimedDelivery) => Promise<void>
}

/** How often an idle line looks up; the send's state is looked at as often. */
const idleMs = 500
/** A line that has nothing to do for so long is given back to the server. */
const idleBeforeClosingMs = 5_000

/** Delivers one letter after another on one line until the send is over, and never has two lines at a time. */
export async function workLine(index: number, work: LineWork): Promise<void> {
  let line: Line | undefined
  let idleSince: number | undefined
  const close = async (): Promise<void> => {
    const old = line
    line = undefined
    await old?.close()
  }
  while (!work.isOver()) {
    if (line && !line.isOpen()) await close()
    const found = work.mayUse(index) ? (line ? work.next() : work.waitForWork()) : Infinity
    if (typeof found !== 'number') {
      idleSince = undefined
      if (line) await work.deliver(line, found)
    } else if (found === 0) {
      // Opened before a letter is taken, so that no letter waits for a line that cannot be opened.
      line = await work.open()
    } else {
      idleSince ??= performance.now()
      const isIdle = performance.now() - idleSince > idleBeforeClosingMs
      if (line && (isIdle || !work.mayUse(index))) await close()
      await work.bell.wait(Math.min(found, idleMs))
    }
  }
  await close()
}
