import { describe, expect, it } from 'vitest'
import { measureText } from '../../../src/figures/index.ts'

const at20 = (text: string): number => measureText(text, { sizePx: 20 })

describe('measureText', () => {
  it('adds up the advances of the font’s glyphs', () => {
    // 2,048 units in an em of DejaVu Sans: H 1540, e 1260, l 569, l 569, o 1253.
    expect(at20('Hello')).toBeCloseTo(((1540 + 1260 + 569 + 569 + 1253) / 2048) * 20, 6)
  })

  it('grows with the size, and is wider in bold', () => {
    expect(measureText('School', { sizePx: 40 })).toBeCloseTo(2 * at20('School'), 6)
    expect(measureText('School', { sizePx: 20, bold: true })).toBeGreaterThan(at20('School'))
  })

  it('gives no room to marks on letters and to signs that steer', () => {
    expect(at20('ŵ')).toBeCloseTo(at20('w\u0302'), 6)
    expect(at20('a\u200db\u00ad')).toBeCloseTo(at20('ab'), 6)
  })

  it('measures Greek, Cyrillic, Hebrew and Arabic, and gives a sign it does not have about its size', () => {
    for (const word of ['λόγος', 'школа', 'שלום', 'مدرسة']) expect(at20(word)).toBeGreaterThan(30)
    expect(at20('校')).toBeCloseTo(21, 6)
  })

  it('is zero for nothing', () => {
    expect(at20('')).toBe(0)
  })
})
