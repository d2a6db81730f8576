import { within } from '../within.ts'
import { createLetterReader, type ReadLetterOptions } from './read-letter.ts'
import { describeTrouble, describeTroubles } from './describe-trouble.ts'
import type { MailSource, Verdict } from './mail-source.ts'

export interface WatchOptions extends ReadLetterOptions {
  source: MailSource
  /** Takes one line. */
  log: (line: string) => void
  /** From the end of one look to the next. Default: a minute. */
  everyMs?: number
}

/** So long may the look under way take at the end. */
const graceMs = 5000

export type LetterCounts = Record<Verdict, number>

/** A mailbox that is looked at again and again. */
export interface MailboxWatch {
  /** What was found since the watch began. */
  counts: () => LetterCounts
  /** Finishes the look under way, and ends. */
  close: () => Promise<void>
}

/** Looks at once, and then every minute. What fails is said once, and tried again. */
export function watchMailbox({ source, log, everyMs = 60_000, ...reader }: WatchOptions): MailboxWatch {
  const look = createLetterReader(reader)
  const counts: LetterCounts = { left: 0, automatic: 0, other: 0 }
  const sayTrouble = sayOnce(log, 'the mailbox can be read again')
  const sayLetters = sayOnce(log, 'no letter of the mailbox makes trouble any more')
  const once = async (): Promise<void> => {
    const before = { ...counts }
    try {
      const troubles = await source.poll(async (head) => {
        const verdict = await look(head)
        counts[verdict] += 1
        return verdict
      })
      sayTrouble(undefined)
      sayLetters(describeTroubles(troubles))
    } catch (error) {
      sayTrouble(`the mailbox cannot be read, and is tried again: ${describeTrouble(error)}`)
    }
    sayNew(before, counts, log)
  }
  const { promise: ended, resolve: end } = Promise.withResolvers<'ended'>()
  const done = repeat(once, everyMs, ended)
  return {
    counts: () => ({ ...counts }),
    close: async () => {
      end('ended')
      await within(graceMs, done)
      await source.close()
    },
  }
}

async function repeat(work: () => Promise<void>, everyMs: number, ended: Promise<'ended'>): Promise<void> {
  for (;;) {
    await work()
    let timer: NodeJS.Timeout | undefined
    const waited = new Promise<'waited'>((resolve) => (timer = setTimeout(resolve, everyMs, 'waited')))
    const next = await Promise.race([waited, ended])
    clearTimeout(timer)
    if (next === 'ended') return
  }
}

/** Takes what is wrong now, and says it where it is something else than before; `over` where nothing is any more. */
function sayOnce(log: (line: string) => void, over: string): (trouble: string | undefined) => void {
  let before: string | undefined
  return (trouble) => {
    if (trouble !== before) log(trouble ?? over)
    before = trouble
  }
}

function sayNew(before: LetterCounts, now: LetterCounts, log: (line: string) => void): void {
  const [left, automatic, other] = [
    now.left - before.left,
    now.automatic - before.automatic,
    now.other - before.other,
  ]
  if (left + automatic + other === 0) return
  const [are, ones] = [other === 1 ? 'is' : 'are', automatic === 1 ? 'one is' : 'ones are']
  log(
    `the mailbox: ${left} asked to leave, ${other} ${are} for people to read, ${automatic} automatic ${ones} left alone`,
  )
}
