import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawChartFigure } from '../../../src/figures/index.ts'
import type { Drawing } from '../../../src/model/tree.ts'
import { makeWorkspace } from '../../press/workspace-fixture.ts'
import { figureContext } from '../figure-context.ts'

const chart = `flowchart LR
  dfe["DfE<br>Writes the standards."] -->|sets the rules for| area
  subgraph area [Local partnership]
    la["LA<br>Assesses needs."] <-->|share the costs| icb["ICB<br>Plans health services."]
  end`

const article = (body: string): string => `---\ntitle: Who works with whom\n---\n\n${body}\n`

function drawingOf(text: string): Drawing {
  return { type: 'drawing', kind: 'chart', text, options: {}, children: [] }
}

describe('a chart in an article', () => {
  it('is a picture and a list in the archive, a picture and a list in the letter, and a list in the text', async () => {
    const workspace = makeWorkspace({
      'articles/bodies.md': article(`~~~mermaid Bodies of the reform\n${chart}\n~~~`),
      'articles/glossary.yaml': '- term: ICB\n  expansion: integrated care board\n',
      'articles/issues/2023-12.md':
        '---\ntitle: December\nsubject: December\ndate: 2023-12-01\narticles: [bodies]\n---\n',
    })
    const { diagnostics } = await workspace.build()
    const found = diagnostics.filter(({ file }) => file === 'articles/bodies.md')
    expect(found.map(({ message }) => message.slice(0, 15))).toEqual(['Unexpected DfE,', 'Unexpected LA, '])
    const page = workspace.read('out/archive/articles/bodies/index.html')
    expect(page.match(/<svg [^>]*class="chart"/g)).toHaveLength(1)
    expect(page).toMatch(/<text [^>]*><a href="\.\.\/\.\.\/glossary\/#icb"[^>]*>ICB<\/a><\/text>/)
    expect(page).toContain('<ul class="chart-cards">')
    expect(page).toMatch(/<details class="drawing-words">[\s\S]*↔ share the costs: ICB[\s\S]*<\/details>/)
    const folder = Object.keys(workspace.tree('out/email/2023-12')).find((file) =>
      file.endsWith('/email.html'),
    )!
    const letter = workspace.read(`out/email/2023-12/${folder}`)
    const [, alt = '', name = '', width = ''] =
      /<img\s+alt="(Diagram: [^"]*)" src="[^"]*\/(mail\/\w+\.png)"[^>]* width="(\d+)"/.exec(letter) ?? []
    expect(alt).toContain('DfE → sets the rules for → Local partnership; LA ↔ share the costs ↔ ICB')
    expect(letter).toContain('→ sets the rules for: Local partnership')
    const picture = await sharp(workspace.readBytes(`out/archive/${name}`)).metadata()
    expect([picture.format, picture.width]).toEqual(['png', Number(width) * 2])
    const text = workspace.read(`out/email/2023-12/${folder.replace('.html', '.txt')}`)
    expect(text).toContain(
      [
        '[Diagram: Bodies of the reform]',
        '',
        '- DfE: Writes the standards.',
        '  - → sets the rules for: Local partnership',
        '- Local partnership',
        '  - LA: Assesses needs.',
        '    - ↔ share the costs: ICB',
        '  - ICB: Plans health services.',
      ].join('\n'),
    )
  })

  it('is reported at its own lines and columns, also inside a quotation', async () => {
    const workspace = makeWorkspace({
      'articles/bodies.md': article(
        '~~~mermaid\nflowchart TD\n  a["open\n~~~\n\n> ~~~mermaid\n> flowchart TD\n>   a --> b\n>   style a fill:red\n> ~~~',
      ),
    })
    const { errors, warnings } = await workspace.json('check')
    expect(errors).toEqual(['figures/chart-syntax articles/bodies.md:7:5'])
    expect(warnings).toContain('figures/chart-unsupported articles/bodies.md:13:5')
  })
})

describe('a figure of a chart', () => {
  it('is the same on every run', async () => {
    const one = await drawChartFigure(drawingOf(chart), figureContext())
    expect(await drawChartFigure(drawingOf(chart), figureContext())).toEqual(one)
    expect(one.figure?.wide).toContain('var(--text')
    expect(one.figure?.mail.svg).not.toContain('var(')
  })

  it('is legible in a letter of 600 pixels: no text below 13 pixels as shown', async () => {
    const { figure } = await drawChartFigure(drawingOf(chart), figureContext({ mailWidth: 552 }))
    const { svg, width } = figure!.mail
    const scale = width / Number(/viewBox="0 0 (\S+)/.exec(svg)![1])
    const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size) * scale)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(13)
  })

  it('has the title of the chart where the author gave no caption', async () => {
    const { figure } = await drawChartFigure(drawingOf(`---\ntitle: Bodies\n---\n${chart}`), figureContext())
    expect(figure?.title).toBe('Bodies')
    expect(figure?.wide).toContain('<title id="figure-1-title">Bodies</title>')
  })

  it('is its list alone where there are too many boxes', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `b${index}`).join('\n')
    const { figure, words, problems } = await drawChartFigure(
      drawingOf(`flowchart TD\n${many}`),
      figureContext(),
    )
    expect(figure).toBeUndefined()
    expect(words).toMatchObject([{ type: 'list', children: { length: 300 } }])
    expect(problems.map(({ rule }) => rule)).toEqual(['figures/chart-too-many-boxes'])
  })
})
