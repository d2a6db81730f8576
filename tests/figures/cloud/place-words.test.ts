import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cloudShapes, placeWords, type CloudFrame } from '../../../src/figures/cloud/place-words.ts'
import { inkBoxes } from '../../../src/figures/text/ink-boxes.ts'

const frame: CloudFrame = { width: 300, aspect: 0.85, shape: 'oval', smallestPx: 13.5, largestPx: 38 }
const words = fc.uniqueArray(
  fc.record({
    label: fc.stringMatching(/^[a-zäŵA-Z]{1,14}$/),
    weight: fc.integer({ min: 1, max: 90 }),
    bold: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25, selector: ({ label }) => label },
)

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

describe('placeWords', () => {
  it('loses no word, lets no two touch and stays inside the frame', () => {
    fc.assert(
      fc.property(words, fc.constantFrom(...cloudShapes), (some, shape) => {
        const { placed, leftOut, height } = placeWords(some, { ...frame, shape })
        expect([placed.length, leftOut]).toEqual([some.length, []])
        const boxes = placed.map(({ word, x, baseline, sizePx, widthPx }): Box[] => {
          const left = x - widthPx / 2
          return inkBoxes(word.label, { sizePx, bold: word.bold }).map((box) => {
            return {
              left: box.left + left,
              right: box.right + left,
              top: box.top + baseline,
              bottom: box.bottom + baseline,
            }
          })
        })
        for (const box of boxes.flat()) {
          expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0)
          expect(box.right).toBeLessThanOrEqual(frame.width)
          expect(box.bottom).toBeLessThanOrEqual(height)
        }
        expect(boxes.some((own, index) => boxes.slice(index + 1).some((others) => touch(own, others)))).toBe(
          false,
        )
      }),
      { numRuns: 15 },
    )
  })

  it('sets no letters that nobody can read', () => {
    const many = Array.from({ length: 80 }, (_, index) => ({
      label: `word${index}`,
      weight: 1 + index,
      bold: false,
    }))
    const { placed } = placeWords(many, frame)
    expect(placed).toHaveLength(80)
    expect(Math.min(...placed.map(({ sizePx }) => sizePx))).toBeGreaterThanOrEqual(frame.smallestPx)
  })
})

function touch(some: readonly Box[], others: readonly Box[]): boolean {
  return some.some((one) =>
    others.some(
      (other) =>
        one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
    ),
  )
}
