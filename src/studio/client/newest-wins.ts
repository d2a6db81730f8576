/** One run at a time; what is asked for during a run is answered by one more after it, with what is newest then. */
export function newestWins(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let again = false
  const loop = async (): Promise<void> => {
    try {
      do {
        again = false
        await run()
      } while (again)
    } finally {
      running = undefined
    }
  }
  return () => {
    if (running) again = true
    return (running ??= loop())
  }
}

/** Calls it so long after the first that asks; who asks meanwhile is answered by the same call. */
export function soonAfter(ms: number, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined
      action()
    }, ms)
  }
}

/** Calls it once nobody has asked for so long. */
export function afterPause(ms: number, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(timer)
    timer = setTimeout(action, ms)
  }
}
