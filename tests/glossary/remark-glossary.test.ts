import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import * as door from '../../src/glossary/index.ts'
import { remarkGlossary, type RemarkGlossaryOptions } from '../../src/glossary/index.ts'

const terms = [
  { term: 'ICB', expansion: 'integrated care board' },
  { term: 'DfE', expansion: 'Department for Education' },
  { term: 'alternative provision', expansion: 'education outside mainstream schools' },
]

async function html(source: string, options: RemarkGlossaryOptions = {}): Promise<string> {
  const file = await unified()
    .use(remarkParse)
    .use(remarkGlossary, { terms, ...options })
    .use(remarkRehype)
    .use(rehypeStringify)
    .process({ path: 'a.md', value: source })
  return String(file)
}

describe('tidings/glossary', () => {
  it('exports this and nothing else', () => {
    expect(Object.keys(door).sort()).toEqual([
      'createGlossaryIndex',
      'expansionBefore',
      'expansionFor',
      'findDefinitions',
      'findTerms',
      'formatExpansion',
      'harvest',
      'harvestRows',
      'harvestedTerms',
      'isExpanded',
      'isExpansionOf',
      'isMarked',
      'linkGlossary',
      'lintGlossary',
      'mergeTerms',
      'possibleTerms',
      'proposeYaml',
      'readTermList',
      'remarkGlossary',
      'termId',
      'termsBeside',
      'withoutAddresses',
    ])
  })
})

describe('remarkGlossary', () => {
  it('needs nothing but remark-parse before it', async () => {
    expect(await html('An ICB and an ICB.')).toBe(
      '<p>An <a href="#icb" class="glossary-term">ICB</a> and an ICB.</p>',
    )
  })

  it('marks by policy', async () => {
    const source = 'ICB ICB\n\n## X\n\nICB ICB'
    const count = async (policy: NonNullable<RemarkGlossaryOptions['policy']>): Promise<number> =>
      (await html(source, { policy })).split('<a ').length - 1
    expect(await count('first')).toBe(1)
    expect(await count('section')).toBe(2)
    expect(await count('all')).toBe(4)
    expect(await count('none')).toBe(0)
  })

  it('takes an address for each term', async () => {
    expect(await html('ICB', { href: ({ id }) => `/glossary/#${id}` })).toContain('href="/glossary/#icb"')
  })

  it('writes the expansion after the first mention unless the author did', async () => {
    expect(await html('Two ICBs, an ICB.', { expand: true })).toBe(
      '<p>Two <a href="#icb" class="glossary-term">ICBs</a> (integrated care boards), an ICB.</p>',
    )
    const defined = await html('An integrated care board (ICB). ICB.', { expand: true, policy: 'all' })
    expect(defined.split('integrated care board')).toHaveLength(2)
  })

  it('gives each finding to the file with its place and rule', async () => {
    const file = await unified()
      .use(remarkParse)
      .use(remarkGfm)
      .use(remarkGlossary, { terms, ignore: ['NHS'] })
      .use(remarkRehype)
      .use(rehypeStringify)
      .process({ path: 'a.md', value: 'The NHS and\nthe PRU.' })
    expect(file.messages.map(({ ruleId, line, column, fatal }) => [ruleId, line, column, fatal])).toEqual([
      ['glossary/undefined-abbreviation', 2, 5, false],
    ])
  })

  it('links a phrase of small letters in any case, and letters only as they are', async () => {
    expect(await html('Alternative Provision, dfe')).toBe(
      '<p><a href="#alternative-provision" class="glossary-term">Alternative Provision</a>, dfe</p>',
    )
  })

  it('does nothing without terms', async () => {
    expect(await html('A text', { terms: [] })).toBe('<p>A text</p>')
  })
})
