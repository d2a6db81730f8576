import { describe, expect, it } from 'vitest'
import { crashRun, histogramText, killSteps } from './crash-run.ts'

/** `npm run test:crash` sets it; otherwise a short run. */
const kills = Number(process.env['CRASH_KILLS'] ?? 16)
const seed = Number(process.env['CRASH_SEED'] ?? 20231117)
const isLong = kills >= 100

describe('a sender that is killed', () => {
  it(
    'hands no letter over twice, loses none, and leaves no more uncertain than it had connections',
    { timeout: 900_000 },
    async () => {
      const result = await crashRun({
        kills,
        seed,
        members: isLong ? 2000 : 400,
        latencyMs: [20, isLong ? 200 : 60],
      })
      process.stdout.write(`seed ${seed}: ${histogramText(result)}\n`)
      expect(result.broken).toEqual([])
      expect(result.kills).toBe(kills)
      // Otherwise nothing was at stake when the sender died.
      expect(result.uncertain).toBeGreaterThan(0)
      expect([...result.histogram.keys()].sort()).toEqual(['letter', ...killSteps].sort())
    },
  )
})
