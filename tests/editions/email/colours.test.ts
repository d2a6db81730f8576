import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paletteOf } from '../../../src/editions/email/colours.ts'
import { contrast } from '../../../src/model/contrast.ts'
import { settings } from '../everything.ts'

describe('a palette', () => {
  it('has backgrounds that take no brand’s contrast away', () => {
    const hex = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value) => `#${value.toString(16).padStart(6, '0')}`)
    fc.assert(
      fc.property(hex, hex, hex, (background, accent, rule) => {
        const colours = { ...settings.brand.colours, background, accent, rule }
        const palette = paletteOf(colours)
        for (const below of [palette.page, palette.tint, palette.marker]) {
          for (const above of [colours.text, accent, colours.muted]) {
            expect(contrast(above, below)).toBeGreaterThanOrEqual(Math.min(4.5, contrast(above, background)))
          }
        }
      }),
    )
  })
})
