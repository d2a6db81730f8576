import { describe, expect, it } from 'vitest'
import { isLongRun } from '../long-run.ts'
import { article, makeWorkspace } from './workspace-fixture.ts'

/** The long run's are as large as anybody may try; the time that they take grows with their length and no faster. */
const articleBytes = isLongRun ? 20_000_000 : 300_000
const termCount = isLongRun ? 100_000 : 20_000
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

describe('a glossary of very many terms', () => {
  it('is linked, published and kept for the next build', async () => {
    const letters = (index: number): string => `T${index.toString(36).toUpperCase().padStart(4, '0')}X`
    const terms = Array.from(
      { length: termCount },
      (_, index) => `- term: ${letters(index)}\n  expansion: the term of number ${index}\n`,
    )
    const workspace = makeWorkspace({
      'articles/glossary.yaml': terms.join(''),
      'articles/first.md': article(
        { title: 'First' },
        `The ${letters(0)}, the ${letters(12_345)} and the ${letters(termCount - 1)} met.`,
      ),
      'articles/second.md': null,
    })
    const first = await workspace.build()
    expect(first.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([])
    const page = workspace.read('out/archive/articles/first/index.html')
    for (const index of [0, 12_345, termCount - 1]) expect(page).toContain(`the term of number ${index}`)
    expect(workspace.read('out/email/2023-05/everyone/email.txt')).toContain('the term of number 12345')
    expect((await workspace.build()).replaced).toEqual([])
  }, 120_000)
})
