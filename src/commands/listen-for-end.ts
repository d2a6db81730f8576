import { exitCodes } from './exit-codes.ts'

/** What asks a process to end: Ctrl-C, a service manager, a terminal or a connection that goes away. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** npm, `timeout` and shells pass on what the process was told already: so soon after it, it is the same wish. */
const sameWishMs = 1_000

interface Listeners {
  /** Hears the first wish. */
  asked?: () => void
  /** Hears Ctrl-C from somebody who does not want to wait. */
  insisted?: () => void
}

/** A process that ends when it is asked to, and not before its work allows it. */
export interface Ending {
  /** Aborted by the first signal, with its name as the reason. */
  signal: AbortSignal
  /** Listens no longer. */
  end: () => void
}

/** Listens for signals that ask this process to end, instead of being ended by them. */
export function listenForEnd({ asked, insisted }: Listeners = {}): Ending {
  const controller = new AbortController()
  let askedAt = 0
  const hear = (signal: NodeJS.Signals): void => {
    if (!controller.signal.aborted) {
      askedAt = performance.now()
      controller.abort(signal)
      asked?.()
    } else if (signal === 'SIGINT' && performance.now() - askedAt > sameWishMs) insisted?.()
  }
  for (const name of endings) process.on(name, hear)
  return {
    signal: controller.signal,
    end: () => {
      for (const name of endings) process.off(name, hear)
    },
  }
}

/** Resolves with the signal that asks a service to end; Ctrl-C once more ends it at once. */
export function askedToEnd(): Promise<string> {
  return new Promise((resolve) => {
    const { signal } = listenForEnd({
      asked: () => resolve(String(signal.reason)),
      insisted: () => process.exit(exitCodes.interrupted),
    })
  })
}
