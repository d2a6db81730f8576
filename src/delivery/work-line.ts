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
  /** A line, or nothing when opening failed. */
  open: () => Promise<Line | undefined>
  putBack: (delivery: ClaimedDelivery) => void
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
    const found = work.mayUse(index) ? work.next() : Infinity
    if (typeof found === 'number') {
      idleSince ??= performance.now()
      const isIdle = performance.now() - idleSince > idleBeforeClosingMs
      if (line && (isIdle || !work.mayUse(index))) await close()
      await work.bell.wait(Math.min(found, idleMs))
      continue
    }
    idleSince = undefined
    if (line && !line.isOpen()) await close()
    line ??= await work.open()
    if (line && !work.isOver()) await work.deliver(line, found)
    else work.putBack(found)
  }
  await close()
}
