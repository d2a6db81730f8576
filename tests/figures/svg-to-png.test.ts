import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { measureText, svgToPng } from '../../src/figures/index.ts'

const wordWidth = measureText('School', { sizePx: 40, bold: true })

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80" viewBox="0 0 300 80"><rect width="300" height="80" fill="#ffffff"/><text x="20" y="55" font-family="DejaVu Sans" font-size="40" font-weight="bold" fill="#0b5563">School</text></svg>`

describe('svgToPng', () => {
  it('makes the same bytes each time, at the width asked for and with a palette', async () => {
    const first = await svgToPng(svg, { widthPx: 600 })
    expect(first.equals(await svgToPng(svg, { widthPx: 600 }))).toBe(true)
    const { width, height, format } = await sharp(first).metadata()
    expect({ width, height, format }).toEqual({ width: 600, height: 160, format: 'png' })
    const indexedColour = 3
    expect(first[25]).toBe(indexedColour)
  })

  it('sets text with the font that measures it', async () => {
    const png = await svgToPng(svg, { widthPx: 300 })
    const { info } = await sharp(png).trim({ background: '#ffffff' }).toBuffer({ resolveWithObject: true })
    // The advance holds a little room at each side of the letters.
    expect(Math.abs(info.width - wordWidth)).toBeLessThan(8)
  })
})
