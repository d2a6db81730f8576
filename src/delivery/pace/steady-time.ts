/** Time that never goes back: where the clock jumps back, it goes on from where it was. */
export function createSteadyTime(): (now: number) => number {
  let offset = 0
  let last = -Infinity
  return (now) => {
    if (now + offset < last) offset = last - now
    last = now + offset
    return last
  }
}
