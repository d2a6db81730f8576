import { describe, expect, it } from 'vitest'
import { parseChart } from '../../../src/figures/chart/parse-chart.ts'
import { readText } from '../../../src/figures/chart/chart-text.ts'

/** `rule line:column` of each finding. */
function found(source: string): string[] {
  return parseChart(source).problems.map(
    ({ rule, place: { start } }) => `${rule.replace('figures/chart-', '')} ${start.line}:${start.column}`,
  )
}

function chartOf(source: string) {
  const { chart, problems } = parseChart(source)
  expect(problems).toEqual([])
  return chart!
}

function arrowsOf(source: string): string[] {
  return chartOf(`flowchart TD\n${source}`).arrows.map(
    ({ from, to, label, start, end, line, length }) =>
      `${from} ${start}-${line}${length}-${end} ${to}${label && `: ${label}`}`,
  )
}

describe('boxes', () => {
  it.each([
    ['a[Text]', 'box'],
    ['a(Text)', 'rounded'],
    ['a([Text])', 'pill'],
    ['a((Text))', 'circle'],
    ['a(((Text)))', 'circle'],
    ['a{Text}', 'diamond'],
    ['a[[Text]]', 'doubled'],
    ['a[(Text)]', 'cylinder'],
    ['a{{Text}}', 'hexagon'],
    ['a>Text]', 'flag'],
    ['a[/Text/]', 'leaning'],
    ['a[\\Text\\]', 'leaning-back'],
    ['a[/Text\\]', 'wide-foot'],
    ['a[\\Text/]', 'wide-head'],
  ])('%s', (source, shape) => {
    const [box] = chartOf(`flowchart TD\n${source}`).boxes
    expect(box).toMatchObject({ id: 'a', shape, title: 'Text', sentences: [] })
  })

  it('have their names as texts until they are given one, and the last one counts', () => {
    const { boxes } = chartOf('flowchart TD\na --> b\nb[First]\nb[Second]')
    expect(boxes.map(({ id, title }) => `${id} ${title}`)).toEqual(['a a', 'b Second'])
  })

  it('may hold brackets, quotation marks over several lines, and letters of every script', () => {
    const { boxes } = chartOf(
      'flowchart TD\na[Ofsted (inspects)]\nb["one\ntwo"]\nysgol-gynradd[Ysgol]\nשלום[ok]',
    )
    expect(boxes.map(({ title, sentences }) => [title, ...sentences])).toEqual([
      ['Ofsted (inspects)'],
      ['one', 'two'],
      ['Ysgol'],
      ['ok'],
    ])
    expect(boxes.map(({ id }) => id)).toEqual(['a', 'b', 'ysgol-gynradd', 'שלום'])
  })
})

describe('texts', () => {
  it('have a title and sentences', () => {
    expect(readText('DfE<br>Writes.<br/>Pays.')).toEqual({ title: 'DfE', sentences: ['Writes.', 'Pays.'] })
  })

  it('are a sentence where one line is too long for a title', () => {
    const sentence =
      'The department writes the national standards and pays for trials of them in nine regions.'
    expect(readText(sentence)).toEqual({ title: '', sentences: [sentence] })
  })

  it('have signs decoded, and emphasis taken off only in Markdown strings', () => {
    expect(readText('#quot;a#quot; #9829; &amp; #nothing;').title).toBe('"a" ♥ & #nothing;')
    expect(readText('`**Bold** and *slanted*\nplain`')).toEqual({
      title: 'Bold and slanted',
      sentences: ['plain'],
    })
    expect(readText('2 * 3 * 4 **x**').title).toBe('2 * 3 * 4 **x**')
    expect(readText('`2*3*4 and snake_case_name`').title).toBe('2*3*4 and snake_case_name')
  })
})

describe('arrows', () => {
  it.each([
    ['a --> b', 'a none-solid1-arrow b'],
    ['a---b', 'a none-solid1-none b'],
    ['a -.-> b', 'a none-dotted1-arrow b'],
    ['a ==> b', 'a none-thick1-arrow b'],
    ['a ~~~ b', 'a none-hidden1-none b'],
    ['a <--> b', 'a arrow-solid1-arrow b'],
    ['a --o b', 'a none-solid1-circle b'],
    ['a x--x b', 'a cross-solid1-cross b'],
    ['a ---> b', 'a none-solid2-arrow b'],
    ['a -->|pays for| b', 'a none-solid1-arrow b: pays for'],
    ['a -->|"with | sign"| b', 'a none-solid1-arrow b: with | sign'],
    ['a -- pays for --> b', 'a none-solid1-arrow b: pays for'],
    ['a == "pays" ==> b', 'a none-thick1-arrow b: pays'],
    ['a -. pays .-> b', 'a none-dotted1-arrow b: pays'],
    ['a <-- both --> b', 'a arrow-solid1-arrow b: both'],
  ])('%s', (source, expected) => {
    expect(arrowsOf(source)).toEqual([expected])
  })

  it('go on in chains, and from several boxes to several', () => {
    const plain = (source: string) =>
      arrowsOf(source).map((arrow) => arrow.replace(' none-solid1-arrow ', '>'))
    expect(plain('a --> b --> c')).toEqual(['a>b', 'b>c'])
    expect(plain('a & b --> c & d')).toEqual(['a>c', 'a>d', 'b>c', 'b>d'])
    expect(plain('a-->b;b-->a')).toEqual(['a>b', 'b>a'])
  })
})

describe('groups', () => {
  it('lie in one another, have a title and a direction, and arrows may lead to them', () => {
    const { groups, boxes, arrows } = chartOf(
      'flowchart LR\nsubgraph outer [Outer]\ndirection TB\nsubgraph "The inner one"\na\nend\nb\nend\nc --> outer',
    )
    expect(groups.map(({ id, title, parent, direction }) => ({ id, title, parent, direction }))).toEqual([
      { id: 'outer', title: 'Outer', parent: undefined, direction: 'down' },
      { id: 'The inner one', title: 'The inner one', parent: 'outer', direction: undefined },
    ])
    expect(boxes.map(({ id, group }) => [id, group])).toEqual([
      ['a', 'The inner one'],
      ['b', 'outer'],
      ['c', undefined],
    ])
    expect(arrows).toMatchObject([{ from: 'c', to: 'outer' }])
  })

  it('are boxes where there is nothing in them', () => {
    const { groups, boxes } = chartOf('flowchart TD\nsubgraph x [Empty]\nend')
    expect(groups).toEqual([])
    expect(boxes).toMatchObject([{ id: 'x', title: 'Empty' }])
  })
})

describe('around the chart', () => {
  it('a title and a description may stand, and comments anywhere', () => {
    expect(
      chartOf('---\ntitle: Who\n---\n%% note\ngraph RL\n %% note\na --> b %% note\naccDescr: What it shows'),
    ).toMatchObject({ title: 'Who', description: 'What it shows', direction: 'left' })
  })

  it('line ends of every system are the same', () => {
    expect(parseChart('flowchart TD\r\na[x\r\nb').problems).toEqual(
      parseChart('flowchart TD\na[x\nb').problems,
    )
  })
})

describe('what is wrong', () => {
  it.each([
    ['', ['empty 1:1']],
    ['flowchart TD\n%% later', ['empty 1:1']],
    ['sequenceDiagram\n  a->>b: x', ['kind 1:1']],
    ['a --> b', ['kind 1:1']],
    ['flowchart UP\na', ['syntax 1:1']],
    ['flowchart TD\na["open] --> b["x"]', ['syntax 2:3']],
    ['flowchart TD\na["open', ['syntax 2:3']],
    ['flowchart TD\na[open\nb', ['syntax 2:3']],
    ['flowchart TD\nsubgraph one\na', ['syntax 2:1']],
    ['flowchart TD\na\nend', ['syntax 3:1']],
    ['flowchart TD\na -->', ['syntax 2:6']],
    ['flowchart TD\na -- b', ['syntax 2:3']],
    ['flowchart TD\na b', ['syntax 2:3']],
    ['flowchart TD\n)', ['empty 1:1', 'syntax 2:1']],
    ['flowchart TD\na@{ shape: rect }', ['syntax 2:2']],
    ['flowchart TD\nsubgraph a\nsubgraph a\nb\nend\nend', ['syntax 3:1']],
    [
      '%%{init: {}}%%\nflowchart TD\na:::big\nclick a "x"\nstyle a fill:red',
      ['unsupported 1:1', 'unsupported 3:2', 'unsupported 4:1', 'unsupported 5:1'],
    ],
    [
      'flowchart TD\nclassDef x fill:red\nlinkStyle 0 stroke:red\nclass a x\na',
      ['unsupported 2:1', 'unsupported 3:1', 'unsupported 4:1'],
    ],
    ['flowchart TD\na["<script>alert(1)</script>"]', ['html 2:4']],
    ['flowchart TD\na -->|<b>x</b>| b', ['html 2:7']],
    ['flowchart TD\nDfE[x] --> b\nb --> dfe', ['similar-names 3:7']],
    ['flowchart TD\ncouncil[x] --> b\nb --> councli', ['similar-names 3:7']],
  ])('%j', (source, expected) => {
    expect(found(source)).toEqual(expected)
  })

  it('is not that two boxes are numbered or have short names', () => {
    expect(found('flowchart TD\nschool1[x] --> school2\na1[x] --> a2\na --> b')).toEqual([])
  })

  it('leaves the rest of the chart, and script as text', () => {
    const { chart } = parseChart('flowchart TD\na["<script>alert(1)</script>"] --> b\nc[open\nd --> a')
    expect(chart?.boxes.map(({ title }) => title)).toEqual(['<script>alert(1)</script>', 'b', 'open', 'd'])
    expect(chart?.arrows).toHaveLength(2)
  })

  it('is too many boxes, but not sixty', () => {
    const boxes = (count: number) =>
      `flowchart TD\n${Array.from({ length: count }, (_, index) => `b${index}`).join('\n')}`
    expect(found(boxes(300))).toEqual(['too-many-boxes 1:1'])
    expect(found(boxes(60))).toEqual([])
  })

  it('is more arrows than anybody can follow, and they do not fill the memory', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `b${index}`).join(' & ')
    const { chart, problems } = parseChart(`flowchart TD\n${many} --> ${many}`)
    expect(problems.map(({ rule }) => rule)).toContain('figures/chart-syntax')
    expect(chart?.arrows.length).toBe(2000)
  })
})
