import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRate } from '../../../src/delivery/pace/rate.ts'

const rates = fc.oneof(fc.double({ min: 0.2, max: 60, noNaN: true }), fc.integer({ min: 1, max: 500 }))

/** The most times within any span. */
function mostWithin(times: readonly number[], spanMs: number): number {
  let first = 0
  let most = 0
  times.forEach((time, index) => {
    while ((times[first] ?? 0) <= time - spanMs) first++
    most = Math.max(most, index - first + 1)
  })
  return most
}

describe('a rate', () => {
  it('never lets more than one above the limit into any second, whatever the requests', () => {
    const gaps = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3000 })), {
      minLength: 50,
      maxLength: 2000,
    })
    fc.assert(
      fc.property(rates, gaps, (perSecond, all) => {
        const rate = createRate(perSecond)
        const times: number[] = []
        let now = 1_700_000_000_000
        for (const gap of all) {
          now += gap
          if (rate.wait(now) > 0) continue
          rate.take(now)
          times.push(now)
        }
        expect(mostWithin(times, 1000)).toBeLessThanOrEqual(perSecond + 1)
      }),
      { numRuns: 200 },
    )
  })

  it('reaches the limit when there is always a letter, even if its turn is missed by a little', () => {
    fc.assert(
      fc.property(rates, fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1 }), (perSecond, late) => {
        const rate = createRate(perSecond)
        const letters = Math.max(20, Math.ceil(perSecond * 20))
        let now = 1_700_000_000_000
        const start = now
        for (let count = 0; count < letters; count++) {
          const wait = rate.wait(now)
          if (wait > 0) now += wait + (late[count % late.length] ?? 0)
          now += rate.wait(now)
          rate.take(now)
        }
        expect(letters / ((now - start) / 1000)).toBeGreaterThanOrEqual(perSecond * 0.95)
      }),
      { numRuns: 100 },
    )
  })

  it('is kept through a clock that jumps back and forward, and never waits for the time that it showed', () => {
    const rate = createRate(10)
    let now = 1_700_000_000_000
    rate.take(now)
    now -= 3_600_000
    expect(rate.wait(now)).toBeLessThanOrEqual(100)
    let taken = 0
    for (let step = 0; step < 1000; step++) {
      if (rate.wait(now) === 0) {
        rate.take(now)
        taken++
      }
      now++
    }
    expect(taken).toBeGreaterThanOrEqual(9)
    expect(taken).toBeLessThanOrEqual(11)
  })

  it('is divided between processes', () => {
    const rate = createRate(10)
    rate.setShare(2)
    expect(rate.spacing()).toBe(200)
    let [now, taken] = [0, 0]
    for (; now < 10_000; now++)
      if (rate.wait(now) === 0) {
        rate.take(now)
        taken++
      }
    expect(taken).toBeGreaterThanOrEqual(48)
    expect(taken).toBeLessThanOrEqual(52)
  })

  it('starts used up where letters went a moment ago', () => {
    const rate = createRate(5)
    rate.fill(1000)
    expect(rate.wait(1000)).toBe(1000)
    expect(rate.wait(2000)).toBe(0)
  })
})
