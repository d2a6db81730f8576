import type { Table } from 'mdast'
import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../../../src/articles/index.ts'
import { drawPlot, type FigureResult } from '../../../src/figures/index.ts'
import { numberReader } from '../../../src/figures/plot/read-number.ts'
import { figureContext } from '../figure-context.ts'

function plot(rows: readonly string[], type = 'bar', settings = '', language = 'en-GB'): FigureResult {
  const columns = rows[0]!.split('|').length
  const lines = [rows[0]!, Array(columns).fill('---').join('|'), ...rows.slice(1)].map((row) => `| ${row} |`)
  const table = parseMarkdown(lines.join('\n')).children[0] as Table
  const standard = figureContext({}, settings)
  const context = { ...standard, settings: { ...standard.settings, language } }
  return drawPlot({ type: 'drawing', kind: 'plot', options: { type }, children: [table] }, context)
}

function barsOf(svg: string): { x: number; width: number }[] {
  return [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, width]) => {
    return { x: Number(x), width: Number(width) }
  })
}

function column(cells: readonly string[], language = 'en-GB'): FigureResult {
  return plot(['Name | Number', ...cells.map((cell) => `A | ${cell}`)], 'bar', '', language)
}

function widthsOf(cells: readonly string[], language?: string): number[] {
  return barsOf(column(cells, language).figure!.wide).map(({ width }) => width)
}

function problemsOf(cells: readonly string[]): FigureResult['problems'] {
  return column(cells).problems
}

describe('a bar chart', () => {
  it('draws a bar for each number, as long as it is large, and writes the number as its author did', () => {
    const { figure, problems } = plot(['Year | Members', '2022 | 1,000', '2023 | 2,000'])
    const [first, second] = barsOf(figure!.wide)
    expect(second!.width / first!.width).toBeCloseTo(2, 1)
    expect(figure!.wide).toContain('>1,000</text>')
    expect(problems).toEqual([])
  })

  it('tells all numbers in its alternative text while they are few, and else leaves the table in letters', () => {
    const few = plot(['Year | Members', '2022 | 310', '2023 | 340']).figure
    expect([few?.alt, few?.inMail]).toEqual(['Members / Year: 2022 310; 2023 340', false])
    const many = plot([
      'Year | Members',
      ...Array.from({ length: 20 }, (_, year) => `${2000 + year} | ${year}`),
    ])
    expect(many.figure?.inMail).toBe(true)
  })

  it('draws negative numbers to the other side of zero', () => {
    const [up, down] = barsOf(plot(['What | Change', 'Joined | 30', 'Left | −10']).figure!.wide)
    expect(down!.x + down!.width).toBeCloseTo(up!.x, 0)
    expect(up!.width / down!.width).toBeCloseTo(3, 0)
  })

  it('begins at the right in a language that is written from there, and a line chart does not', () => {
    const table = ['العام | الأعضاء', '2022 | 10', '2023 | 20']
    const [left, right] = ['', 'direction: rtl'].map((settings) => plot(table, 'bar', settings).figure!.wide)
    const mirrored = barsOf(left!).map(({ x, width }) => ({ x: 640 - x - width, width }))
    expect(barsOf(right!)).toEqual(
      mirrored.map(({ x, width }) => ({ x: expect.closeTo(x, 0) as number, width })),
    )
    expect(right).toMatch(/text-anchor="end"[^>]*>10</)
    const lines = ['', 'direction: rtl'].map((settings) => plot(table, 'line', settings).figure!.wide)
    expect(lines[1]).toBe(lines[0])
  })

  it('leaves a gap where a cell has no number, and says what it has', () => {
    const { figure } = plot(['Year | Members', '2021 | 5', '2022 | n/a', '2023 | 7'])
    expect(barsOf(figure!.wide)).toHaveLength(2)
    expect(figure!.wide).toContain('>n/a</text>')
  })

  it('tells columns apart in words', () => {
    const { figure } = plot(['Year | North | South', '2022 | 3 | 4'])
    for (const name of ['North', 'South']) expect(figure!.narrow).toContain(`>${name}</text>`)
  })

  it('says that a cell is empty, so that nobody takes the next number for its own', () => {
    const { figure } = plot(['Year | A | B', '2021 | 100 | 4', '2022 | | 5'])
    expect(figure?.alt).toBe('A, B / Year: 2021 100, 4; 2022 –, 5')
  })

  it('draws thousands, millions and ones of the same on one scale', () => {
    const [thousands, million, ones] = widthsOf(['£850k', '£1.7m', '£425,000'])
    expect(million! / thousands!).toBeCloseTo(2, 1)
    expect(thousands! / ones!).toBeCloseTo(2, 1)
    const [left, right] = barsOf(plot(['Year | A | B', '2022 | £850k | £1.7m']).figure!.wide)
      // The legend has a sign for each column.
      .slice(-2)
    expect(right!.width / left!.width).toBeCloseTo(2, 1)
  })

  it.each([
    ['de', ['3 Mio. €', '1,5 Mrd. €']],
    ['fr', ['3 M€', '1,5 milliard €']],
    ['cy', ['3 miliwn', '1.5 biliwn']],
  ])('knows the words for powers of ten in %s', (language, cells) => {
    const [less, more] = widthsOf(cells, language)
    expect(more! / less!).toBeGreaterThan(300)
  })

  it.each<[string[], string[]]>([
    [['£20', '£25', '5%'], ['5%']],
    [
      ['£20', '€3', '£22', '$900'],
      ['€3', '$900'],
    ],
    [['£1.2m', '3', '£1.4m'], ['3']],
    [['900 m', '1.2 km', '800 m'], ['1.2 km']],
    [['5 days', '2 weeks', '3 days'], ['2 weeks']],
    [['1 hour', '30 minutes', '3 hours'], ['30 minutes']],
    [['10', '12,5', '20'], ['12,5']],
    [['10', '0,500', '20'], ['0,500']],
    [
      ['10', '5–10', 'see note 3', '20'],
      ['5–10', 'see note 3'],
    ],
  ])('draws of %j all but %j, and says so at the cell', (cells, gaps) => {
    expect(problemsOf(cells).map(({ message }) => /`([^`]*)`/.exec(message)?.[1])).toEqual(gaps)
    expect(widthsOf(cells)).toHaveLength(cells.length - gaps.length)
    const [{ rule, place } = {}] = problemsOf(cells)
    expect(rule).toBe(/^(12,5|0,500|5–10)$/.test(gaps[0]!) ? 'figures/chart-number' : 'figures/chart-units')
    expect(place?.start.line).toBe(3 + cells.indexOf(gaps[0]!))
  })

  it.each([
    [['£20', '25', '30']],
    [['1 person', '2 people']],
    [['1 member', '20 members', '0']],
    [['10*', '12 (estimated)', '14 members']],
    [['£1.2m', '0', '£1.4m']],
    [['1,250', '12,50,000', '1 250 000', '12.5']],
    [['10 m', '12 m']],
  ])('finds nothing wrong with %j', (cells) => {
    expect(problemsOf(cells)).toEqual([])
    expect(widthsOf(cells)).toHaveLength(cells.length)
  })

  it('warns of columns of different units, which it draws all the same', () => {
    const { figure, problems } = plot(['Year | A | B', '2021 | 5% | £20', '2022 | 6% | £30'])
    expect(problems.map(({ rule, place }) => [rule, place?.start.column])).toEqual([
      ['figures/chart-units', 14],
    ])
    expect(figure?.alt).toContain('2021 5%, £20')
  })

  it('says which cells it cannot read where none is a number in this language', () => {
    const { figure, problems } = plot(['Who | Hours', 'A | 12,5', 'B | 13,5'])
    expect(figure).toBeUndefined()
    expect(problems.map(({ rule }) => rule)).toEqual([
      'figures/chart-number',
      'figures/chart-number',
      'figures/chart-without-numbers',
    ])
  })

  it('is not drawn of a table without numbers, or of one with 200 rows', () => {
    const words = plot(['Year | Members', '2022 | many'])
    const long = plot(['Day | Members', ...Array.from({ length: 200 }, (_, day) => `${day} | ${day}`)])
    expect([words.figure, words.problems[0]?.rule]).toEqual([undefined, 'figures/chart-without-numbers'])
    expect([long.figure, long.problems[0]?.rule]).toEqual([undefined, 'figures/chart-too-large'])
  })

  it('reports a type that it does not know', () => {
    expect(plot(['Year | Members', '2022 | 3'], 'pie').problems[0]?.message).toBe(
      'Unexpected `type=pie`, expected `bar` or `line`',
    )
  })

  it('takes markup for text', () => {
    const { figure } = plot(['What | Number', '`<script>` | 3'])
    expect(figure!.wide).toContain('&lt;script&gt;')
    expect(figure!.mail.svg).not.toContain('<script')
  })
})

describe('a line chart', () => {
  it('draws 200 rows, and names only as many as have room', () => {
    const { figure, problems } = plot(
      ['Day | Members', ...Array.from({ length: 200 }, (_, day) => `day ${day} | ${day}`)],
      'line',
    )
    expect(problems).toEqual([])
    const names = figure!.narrow!.match(/>day \d+</g) ?? []
    expect(names.length).toBeGreaterThan(1)
    expect(names.length).toBeLessThan(6)
    expect(figure!.narrow).toContain('>day 199<')
  })

  const placesOf = (names: readonly string[], language?: string): number[] => {
    const rows = names.map((name, index) => `${name} | ${index}`)
    const { wide } = plot(['When | Members', ...rows], 'line', '', language).figure!
    return [...wide.matchAll(/cx="([\d.]+)"/g)].map(([, x]) => Number(x))
  }

  it.each<[readonly string[], string?]>([
    [['2001', '2002', '2022', '2023']],
    [['2023', '2022', '2002', '2001 (estimated)']],
    [['2001/02', '2002/03', '2022/23', '2023/24']],
    [['2024-01', '2024-02', '2025-10', '2025-11']],
    [['2024-01-01', '2024-01-02', '2024-01-22', '2024-01-23']],
    [['Q1 2001', 'Q2 2001', 'Q2 2006', 'Q3 2006']],
    [['January 2024', 'Feb 2024', 'October 2025', 'November 2025']],
    [['Jänner 2024', 'Februar 2024', 'Oktober 2025', 'November 2025'], 'de-AT'],
  ])('sets %j as far apart as they are in time', (names, language) => {
    const [first, second, third, fourth] = placesOf(names, language)
    expect((third! - second!) / (second! - first!)).toBeCloseTo(20, -1)
    expect(fourth! - third!).toBeCloseTo(second! - first!, 0)
  })

  it.each([
    [['2001', '2002', '2003']],
    [['2024-01-31', '2024-02-29', '2024-03-31']],
    [['2001', '2020', '2002']],
    [['North', '2001', '2020']],
    [['1999-00', '2000-01', '2001-02']],
  ])('sets %j at even distances', (names) => {
    const [first, second, third] = placesOf(names)
    expect(second! - first!).toBeCloseTo(third! - second!, 0)
  })

  it('names years that stand close together only as far as there is room', () => {
    const names = ['2001', '2002', '2003', '2022', '2023']
    const { narrow } = plot(['When | Members', ...names.map((name) => `${name} | 5`)], 'line').figure!
    expect([...narrow!.matchAll(/>(20\d\d)</g)].map(([, name]) => name)).toEqual(['2001', '2023'])
  })

  it('breaks its line where a number is missing', () => {
    const { figure } = plot(['Year | Members', '1 | 3', '2 | 4', '3 | ', '4 | 5', '5 | 6'], 'line')
    expect(/ d="([^"]*)"/.exec(figure!.wide)![1]!.match(/M/g)).toHaveLength(2)
  })

  it('draws a single value, and values that are all zero', () => {
    for (const value of ['5', '0'])
      expect(plot(['Year | Members', `2022 | ${value}`], 'line').figure?.wide).not.toMatch(/NaN|Infinity/)
  })
})

describe('numbers as people write them', () => {
  const english = numberReader('en-GB')
  const german = numberReader('de')
  it.each([
    ['1,250', 1250],
    ['£1,250.50', 1250.5],
    ['4.3 %', 4.3],
    ['−12', -12],
    ['-£12', -12],
    ['(12)', -12],
    ['1 250 members', 1250],
    ['7.', 7],
  ])('reads %s', (written, value) => expect(english(written)?.value).toBe(value))

  it.each(['', 'n/a', '–', '3 of 4', '1.2.3', '12,5', '1,25,5', '5 10', '.5'])(
    'reads no number from “%s”',
    (written) => {
      expect(english(written)).toBeUndefined()
    },
  )

  it('follows the language’s signs', () => {
    expect(german('1.250,5')?.value).toBe(1250.5)
    expect(german('1.25')).toBeUndefined()
    expect(numberReader('hi')('12,34,567')?.value).toBe(1234567)
  })
})
