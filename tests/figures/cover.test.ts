import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawCover, undrawableLetters, type Cover } from '../../src/figures/cover/index.ts'
import { measureText, svgToPng } from '../../src/figures/index.ts'

const cover: Cover = {
  kicker: 'Side & Side',
  title: 'For "you" & <me>',
  subtitle: 'A sentence about it.',
  publisher: 'Guild of Staff',
  direction: 'ltr',
  colours: { accent: '#0b5563', accentText: '#ffffff', background: '#ffffff', muted: '#52606d' },
}

interface Line {
  text: string
  x: number
  y: number
  sizePx: number
  bold: boolean
  atEnd: boolean
}

function linesOf(svg: string): Line[] {
  return [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)<\/text>/g)].map(
    ([, x, y, style = '', text = '']) => ({
      text: text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&'),
      x: Number(x),
      y: Number(y),
      sizePx: Number(/font-size="(\d+)"/.exec(style)?.[1]),
      bold: style.includes('bold'),
      atEnd: style.includes('text-anchor="end"'),
    }),
  )
}

const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(' ')
const titles: [string, string][] = [
  ['a short title', 'Pay'],
  ['a long title', words(22)],
  ['a title of a page', words(400)],
  ['a word of two hundred letters', 'abcdefghij'.repeat(20)],
  ['a title from right to left', 'ما الذي تعنيه الإصلاحات للعاملين في المدارس والكليات'],
  ['a title with emoji', '🎉 News 👩🏽‍🏫 for all ❤️'],
]

describe.each(titles)('a cover with %s', (_, title) => {
  const lines = linesOf(drawCover({ ...cover, title }))

  it('keeps every line within its margins', () => {
    for (const { text, sizePx, bold } of lines)
      expect(measureText(text, { sizePx, bold })).toBeLessThanOrEqual(1200 - 2 * 72)
  })

  it('keeps lines apart, and those above the foot out of it', () => {
    for (const [index, line] of lines.entries()) {
      const next = lines[index + 1]
      if (next) expect(next.y - line.y).toBeGreaterThanOrEqual(next.sizePx)
    }
    expect(lines.at(-2)!.y).toBeLessThan(630 - 132)
  })
})

describe('a cover', () => {
  it('says what was written', () => {
    const said = linesOf(drawCover(cover)).map(({ text }) => text)
    expect(said.join(' ')).toBe('Side & Side For "you" & <me> A sentence about it. Guild of Staff')
  })

  it('says that a title was cut', () => {
    const lines = linesOf(drawCover({ ...cover, title: words(400) })).filter(({ bold }) => bold)
    expect(lines.at(-1)?.text).toMatch(/…$/)
  })

  it('begins at the right where the language does', () => {
    const lines = linesOf(drawCover({ ...cover, direction: 'rtl' }))
    expect(lines.every(({ x, atEnd }) => x === 1128 && atEnd)).toBe(true)
  })

  it('leaves out signs without a picture, and names letters without one', () => {
    expect(
      linesOf(drawCover({ ...cover, title: 'A 🎉 B 会議 C' })).some(({ text }) => text === 'A B C'),
    ).toBe(true)
    expect(undrawableLetters('A 🎉 会議 会 é Ж א')).toEqual(['会', '議'])
  })

  it('is the same PNG on every run, of the size that networks show whole', async () => {
    const [one, other] = [
      await svgToPng(drawCover(cover), { widthPx: 1200 }),
      await svgToPng(drawCover(cover), { widthPx: 1200 }),
    ]
    expect(one.equals(other)).toBe(true)
    expect(await sharp(one).metadata()).toMatchObject({ width: 1200, height: 630, format: 'png' })
    expect(one.length).toBeLessThan(60_000)
  })
})
