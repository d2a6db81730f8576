/** Waits for something, but no longer than this; it goes on by itself then. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))
  await Promise.race([work, over]).finally(() => clearTimeout(timer))
}
