import { beforeAll, describe, expect, it } from 'vitest'
import { leastContrast, contrast } from '../../../src/model/contrast.ts'
import type { Chart } from '../../../src/figures/chart/chart.ts'
import { pagePalette, picturePalette } from '../../../src/figures/chart/chart-palette.ts'
import { describeChart, relateInWords } from '../../../src/figures/chart/describe-chart.ts'
import { drawChart } from '../../../src/figures/chart/draw-chart.ts'
import { layoutChart, type PlacedBox } from '../../../src/figures/chart/layout-chart.ts'
import { loadGraphviz, type Arrange } from '../../../src/figures/chart/load-graphviz.ts'
import { parseChart } from '../../../src/figures/chart/parse-chart.ts'
import { measureText } from '../../../src/figures/index.ts'
import { figureContext } from '../figure-context.ts'

let arrange: Arrange
beforeAll(async () => {
  arrange = await loadGraphviz()
})

const options = { idPrefix: 'figure-1', title: 'Bodies', fonts: 'sans-serif' }
const chartOf = (lines: string): Chart => parseChart(`flowchart TD\n${lines}`).chart!
const place = (lines: string, width = 640) => layoutChart(chartOf(lines), measureText, arrange, { width })!
const draw = (lines: string): string => drawChart(place(lines), pagePalette, options)

const bodies = `dfe["DfE<br>Writes the standards and pays for the trials."]
  subgraph area [Local partnership]
    la["LA<br>Assesses needs."] <-->|share the costs| icb["ICB<br>Plans health services."]
  end
  dfe -->|sets the rules for| area
  la -.-> family((Families))
  family --> dfe`

function overlaps(one: PlacedBox, other: PlacedBox): boolean {
  const apart = (a: number, size: number, b: number, otherSize: number) => a + size <= b || b + otherSize <= a
  return !apart(one.x, one.width, other.x, other.width) && !apart(one.y, one.height, other.y, other.height)
}

describe('words that run from right to left', () => {
  const lines = 'subgraph g [في المدرسة]\ndfe["DfE<br>تكتب المعايير الوطنية."]\nend'
  const textOf = (svg: string): Record<string, string>[] =>
    [...svg.matchAll(/<text ([^>]*)>([^<]*)/g)].map(([, attributes = '', words = '']) => ({
      ...Object.fromEntries(
        [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
      ),
      words,
    }))

  it('begin at the right edge of their box or frame, whatever the page says', () => {
    const placed = place(lines)
    const svg = drawChart(placed, pagePalette, { ...options, direction: 'rtl', remPx: 16 })
    const [title, name, sentence] = textOf(svg)
    const [box] = placed.boxes
    expect(svg).toMatch(/^<svg [^>]*direction="ltr"/)
    expect(title).toMatchObject({ 'text-anchor': 'end', words: '\u202Bفي المدرسة\u202C' })
    const edge = { 'text-anchor': 'end', x: String(box!.x + box!.width - 14) }
    expect(name).toMatchObject({ ...edge, words: 'DfE' })
    expect(sentence).toMatchObject({ ...edge, words: '\u202Bتكتب المعايير الوطنية.\u202C' })
  })

  it('are told by their first letter where the publication runs from left to right', () => {
    const [title, name, sentence] = textOf(draw(lines))
    expect(title?.['text-anchor']).toBe('end')
    expect([name?.['text-anchor'], sentence?.['text-anchor']]).toEqual([undefined, undefined])
  })
})

describe('a layout', () => {
  it('keeps boxes apart and their words inside them, and fits the column', () => {
    const { boxes, width } = place(bodies)
    expect(width).toBeLessThanOrEqual(640)
    for (const [index, box] of boxes.entries()) {
      expect(Math.max(...box.lines.map((line) => line.width))).toBeLessThanOrEqual(box.width)
      expect(boxes.slice(index + 1).filter((other) => overlaps(box, other))).toEqual([])
    }
  })

  it('turns a row of eight, and folds two of them', () => {
    const names = (letter: string) =>
      Array.from({ length: 8 }, (_, index) => `${letter}${index}["A body with a name"]`)
    const row = `hub --> ${names('a').join(' & ')}`
    const turned = place(row)
    expect(turned.width).toBeLessThanOrEqual(640)
    expect(new Set(turned.boxes.slice(1).map(({ x, width }) => x + width / 2)).size).toBe(1)
    expect(place(`${row}\n${names('a').join('\n')}`, 400).width).toBeLessThanOrEqual(400)
  })

  it('puts a group in a row where its own direction says so and there is room', () => {
    const { boxes } = place('subgraph g\ndirection LR\na --> b --> c\nend')
    expect(new Set(boxes.map(({ y, height }) => y + height / 2)).size).toBe(1)
  })

  it('draws a circle of arrows, a loop and an arrow out of a group into the group around it', () => {
    const { arrows } = place(
      'a --> b --> c --> a\na -->|again| a\nsubgraph o\nsubgraph i\nx\nend\nend\ni --> o',
    )
    expect(
      arrows.every(({ curves }) => curves.length > 0 && curves.every(({ points }) => points.length >= 4)),
    ).toBe(true)
  })

  it('cuts words of 200 letters between letters, never in an emoji', () => {
    const word = '👩‍👩‍👧'.repeat(60)
    const [box] = place(`a["T<br>${word} ${'x'.repeat(200)}"]`).boxes
    const lines = box!.lines.map(({ parts }) => parts.map(({ text }) => text).join(''))
    expect(lines.join('')).toBe(`T${word}${'x'.repeat(200)}`)
    expect(lines.every((line) => !line.startsWith('\u200D') && !line.endsWith('\u200D'))).toBe(true)
    expect(box!.width).toBeLessThanOrEqual(236)
  })

  it('is nothing for 300 boxes', () => {
    expect(
      place(Array.from({ length: 300 }, (_, index) => `b${index} --> b${index + 1}`).join('\n')),
    ).toBeUndefined()
  })
})

describe('a drawing', () => {
  it('is the same bytes on every run, whatever was drawn before', () => {
    const first = draw(bodies)
    draw('a --> b --> c')
    expect(draw(bodies)).toBe(first)
    expect(first).not.toMatch(/NaN|undefined|\d\.\d\d+[ ,"]/)
  })

  it('has a role, a title and a description that lists every relation', () => {
    const svg = draw(bodies)
    expect(svg).toMatch(
      /^<svg [^>]*role="img" aria-labelledby="figure-1-title" aria-describedby="figure-1-relations">/,
    )
    expect(svg).toContain('<title id="figure-1-title">Bodies</title>')
    expect(svg).toContain(
      '<desc id="figure-1-relations">DfE → sets the rules for → Local partnership; LA ↔ share the costs ↔ ICB; LA → Families; Families → DfE</desc>',
    )
  })

  it('shows every word, and script as words', () => {
    const svg = draw('a["<script>alert(1)</script><br>1 < 2 & \'x\'"] -->|"<i>"| b')
    expect(svg).not.toMatch(/<(script|i)\b/)
    expect(svg).toContain('&lt;script&gt;')
    expect(svg.match(/href|<image|<style|<foreignObject|on\w+=/g)).toBeNull()
  })

  it('links terms, and is then no picture, which would hide links', () => {
    const findTerms = (text: string) => (text.startsWith('DfE') ? [{ start: 0, end: 3, termId: 'dfe' }] : [])
    const placed = layoutChart(chartOf('a[DfE staff] --> b'), measureText, arrange, { findTerms })!
    const svg = drawChart(placed, pagePalette, { ...options, hrefOf: (id) => `../../glossary/#${id}` })
    expect(svg).toContain('<a href="../../glossary/#dfe"')
    expect(svg).toMatch(/>DfE<\/a> staff<\/text>/)
    expect(svg).toContain('role="group"')
  })

  it('can be read in letters: text 4.5 to 1, lines 3 to 1', () => {
    const palette = picturePalette(figureContext().settings.brand.colours)
    for (const ground of [palette.background, palette.frame]) {
      expect(contrast(palette.text, ground)).toBeGreaterThanOrEqual(leastContrast)
      expect(contrast(palette.link, ground)).toBeGreaterThanOrEqual(leastContrast)
      expect(contrast(palette.line, ground)).toBeGreaterThanOrEqual(3)
      expect(contrast(palette.box, ground)).toBeGreaterThanOrEqual(3)
    }
  })
})

describe('the list', () => {
  it('has the groups, the boxes in them, and what each leads to', () => {
    expect(describeChart(chartOf(bodies))).toEqual([
      {
        name: 'DfE',
        sentences: ['Writes the standards and pays for the trials.'],
        relations: [{ sign: '→', label: 'sets the rules for', target: 'Local partnership' }],
        items: [],
      },
      {
        name: 'Local partnership',
        sentences: [],
        relations: [],
        items: [
          {
            name: 'LA',
            sentences: ['Assesses needs.'],
            relations: [
              { sign: '↔', label: 'share the costs', target: 'ICB' },
              { sign: '→', label: '', target: 'Families' },
            ],
            items: [],
          },
          { name: 'ICB', sentences: ['Plans health services.'], relations: [], items: [] },
        ],
      },
      {
        name: 'Families',
        sentences: [],
        relations: [{ sign: '→', label: '', target: 'DfE' }],
        items: [],
      },
    ])
  })

  it('reads an arrow from the end it comes from, and leaves hidden ones out', () => {
    const relations = describeChart(chartOf('a <--o b\na x--- c\na ~~~ d\na --- d')).map(
      ({ name, relations }) => [name, ...relations.map(({ sign, target }) => `${sign} ${target}`)],
    )
    expect(relations).toEqual([['a', '↔ b', '— d'], ['b'], ['c', '→ a'], ['d']])
  })

  it('points arrows the way its words run, whatever letters stand beside them', () => {
    const arrow = (words: string, direction: 'ltr' | 'rtl'): string | undefined =>
      describeChart(chartOf(`a["${words}"] --> b`), direction)[0]?.relations[0]?.sign
    expect(arrow('مجلس', 'rtl')).toBe('\u200F←\u200F')
    expect(arrow('Council', 'rtl')).toBe('\u200F←\u200F')
    expect(arrow('مجلس', 'ltr')).toBe('\u200E→\u200E')
    expect(arrow('Council', 'ltr')).toBe('→')
  })

  it('keeps names of the other direction on their sides of a sign', () => {
    const items = describeChart(chartOf('a <--> b\nc --> d'), 'rtl')
    expect(relateInWords(items)).toBe('a \u200F↔\u200F b;\u200F c \u200F←\u200F d')
    expect(relateInWords(describeChart(chartOf('a <--> b\nc --> d')))).toBe('a ↔ b; c → d')
  })
})
