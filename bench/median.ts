/** The middle of the numbers, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Runs the action and returns how long it took, in milliseconds. */
export async function time(action: () => unknown): Promise<number> {
  const start = performance.now()
  await action()
  return performance.now() - start
}
