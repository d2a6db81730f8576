import { describe, expect, it } from 'vitest'
import { article, makeWorkspace } from './workspace-fixture.ts'

/** `LARGE=full` makes the article as large as anybody may try; the time it takes grows with its length and no faster. */
const articleBytes = process.env['LARGE'] === 'full' ? 20_000_000 : 600_000
const part = [
  'The DfE and the LA heard that members (and their families) would like **more** of [it](https://example.org/a).',
  '',
  '## A heading',
  '',
  '- one item',
  '- another SEND item',
  '',
  '> A word of the ICB.',
  '',
  '',
].join('\n')

describe('a very long article', () => {
  it('is built whole, and its letter ends where it must', async () => {
    const count = Math.ceil(articleBytes / part.length)
    const workspace = makeWorkspace({
      'articles/first.md': article(
        { title: 'First', summary: 'Much.' },
        part.repeat(count),
        'The last words.',
      ),
      'articles/second.md': null,
    })
    const { errors } = await workspace.json('build', '--jobs', '1')
    expect(errors).toEqual([])
    const page = workspace.read('out/archive/articles/first/index.html')
    expect(page.match(/another /g)).toHaveLength(count)
    expect(page).toContain('The last words.')
    const letter = workspace.read('out/email/2023-05/everyone/email.html')
    expect(letter).not.toContain('The last words.')
    expect(letter.length).toBeLessThan(100_000)
    const report = JSON.parse(workspace.read('out/report.json')) as { articles: { mentions: object[] }[] }
    expect(report.articles[0]?.mentions).toHaveLength(count * 4)
  }, 600_000)
})

describe('a glossary of 100,000 terms', () => {
  it('is linked, published and kept for the next build', async () => {
    const letters = (index: number): string => `T${index.toString(36).toUpperCase().padStart(4, '0')}X`
    const terms = Array.from(
      { length: 100_000 },
      (_, index) => `- term: ${letters(index)}\n  expansion: the term of number ${index}\n`,
    )
    const workspace = makeWorkspace({
      'articles/glossary.yaml': terms.join(''),
      'articles/first.md': article(
        { title: 'First' },
        `The ${letters(0)}, the ${letters(54_321)} and the ${letters(99_999)} met.`,
      ),
      'articles/second.md': null,
    })
    const first = await workspace.build()
    expect(first.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
    const page = workspace.read('out/archive/articles/first/index.html')
    for (const index of [0, 54_321, 99_999]) expect(page).toContain(`the term of number ${index}`)
    expect(workspace.read('out/email/2023-05/everyone/email.txt')).toContain('the term of number 54321')
    const start = performance.now()
    expect((await workspace.build()).replaced).toEqual([])
    expect(performance.now() - start).toBeLessThan(5_000)
  }, 120_000)
})
