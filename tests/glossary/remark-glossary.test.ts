import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import * as door from '../../src/glossary/index.ts'
import {
  remarkGlossary,
  type Mention,
  type RemarkGlossaryOptions,
  type Report,
  type Term,
  type TermInput,
} from '../../src/glossary/index.ts'

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

describe('the options of remarkGlossary', () => {
  const said = (options: unknown): string => {
    try {
      remarkGlossary(options as RemarkGlossaryOptions)
    } catch (error) {
      return error instanceof TypeError ? error.message : `not a TypeError: ${String(error)}`
    }
    return 'nothing'
  }

  it.each([
    [null, 'Unexpected null for `options`, expected an object'],
    [{ policy: 'al' }, 'Unexpected "al" for `policy`, expected first, section, all or none'],
    [{ policy: null }, 'Unexpected null for `policy`, expected first, section, all or none'],
    [{ polcy: 'all' }, 'Unexpected option `polcy`, expected `policy`'],
    [{ constructor: 1 }, /^Unexpected option `constructor`, expected terms, policy, .* expand$/],
    [{ ignore: 'ICB' }, 'Unexpected "ICB" for `ignore`, expected a list of letters'],
    [{ ignore: [1] }, 'Unexpected 1 for `ignore[0]`, expected letters'],
    [{ sectionDepth: NaN }, /^Unexpected NaN for `sectionDepth`, expected a number/],
    [{ href: '/glossary' }, /^Unexpected "\/glossary" for `href`, expected a function/],
    [{ expand: 'yes' }, 'Unexpected "yes" for `expand`, expected true or false'],
    [{ senses: ['AP'] }, /^Unexpected a list for `senses`, expected an object/],
    [{ senses: { AP: 1 } }, 'Unexpected 1 for `senses.AP`, expected the name of a sense'],
    [{ terms: {} }, 'Unexpected an object for `terms`, expected a list of terms'],
    [{ terms: ['ICB'] }, /^Unexpected "ICB" for `terms\[0\]`, expected an object with `term` and/],
    [{ terms: [...terms, { term: 'LA' }] }, 'Unexpected undefined for `terms[3].expansion`, expected a text'],
    [
      { terms: [{ ...terms[0], also: [{}] }] },
      'Unexpected an object for `terms[0].also[0]`, expected a text',
    ],
    [{ terms: [{ ...terms[0], plural: null }] }, 'Unexpected null for `terms[0].plural`, expected a text'],
    [{ terms: [{ ...terms[0], caseSensitive: 'no' }] }, /^Unexpected "no" for `terms\[0\].caseSensitive`/],
  ])('say what is wrong: %j', (options, message) => {
    if (typeof message === 'string') expect(said(options)).toBe(message)
    else expect(said(options)).toMatch(message)
  })

  it('may be left undefined, and are read once for all documents', async () => {
    const options = { terms, policy: undefined, expand: undefined, ignore: new Set(['NHS']).values() }
    const link = unified()
      .use(remarkParse)
      .use(remarkGlossary, options as unknown as RemarkGlossaryOptions)
      .use(remarkRehype)
      .use(rehypeStringify)
      .freeze()
    for (let time = 0; time < 2; time++) {
      const file = await link.process('The NHS, an ICB.')
      expect(String(file)).toContain('<a href="#icb"')
      expect(file.messages).toEqual([])
    }
  })

  it('take entries as YAML gives them, a list of one without brackets and a year as a number', async () => {
    const entries = [
      { term: 'CCG', expansion: 'clinical commissioning group', replacedBy: 'ICB', until: 2022 },
      ...terms,
    ] as unknown as RemarkGlossaryOptions['terms'] & object
    const file = await unified()
      .use(remarkParse)
      .use(remarkGlossary, { terms: entries })
      .use(remarkRehype)
      .use(rehypeStringify)
      .process('A CCG.')
    expect(file.messages.map(({ ruleId }) => ruleId)).toEqual(['glossary/replaced-term'])
  })

  it('must give an address for a term', async () => {
    const href = (): string => undefined as unknown as string
    await expect(html('ICB', { href })).rejects.toThrow(
      new TypeError('Unexpected undefined for `href(ICB)`, expected an address'),
    )
  })
})

describe('the pieces of the door', () => {
  it('take terms with letters and expansion alone', () => {
    const found: string[] = []
    const report: Report = ({ rule }) => void found.push(rule)
    const source = 'The ICBs met the PRU.'
    const tree = unified().use(remarkParse).parse(source)
    const index = door.createGlossaryIndex(terms)
    const { mentions } = door.linkGlossary(tree, { file: 'a.md', source, index }, report)
    expect(mentions.map(({ termId, text }: Mention) => [termId, text])).toEqual([['icb', 'ICBs']])
    door.lintGlossary([...terms, { term: 'ICB', expansion: 'another' }], new Set(['icb']), report)
    expect(found).toEqual([
      'glossary/undefined-abbreviation',
      'glossary/duplicate-term',
      'glossary/unused-term',
      'glossary/unused-term',
    ])
    const said = 'The integrated care board (ICB) met.'
    const article = { file: 'a.md', source: said, tree: unified().use(remarkParse).parse(said) }
    expect(door.harvest([article], terms)).toMatchObject([{ term: 'ICB', known: true }])
  })

  it('take what `readTermList` gives, and whole terms as they are', () => {
    const listed = door.readTermList('NEC  national executive committee\n', 'list.txt', () => {})
    const [whole] = door.createGlossaryIndex(listed).find('NEC') as [Term]
    expect(whole).toMatchObject({ id: 'nec', caseSensitive: true, place: { file: 'list.txt' } })
    expect(door.createGlossaryIndex([whole]).find('NEC')).toEqual([whole])
  })

  it('say what is no term', () => {
    const wrong = [{ term: 'ICB' }] as unknown as TermInput[]
    const message = 'Unexpected undefined for `terms[0].expansion`, expected a text'
    expect(() => door.createGlossaryIndex(wrong)).toThrow(new TypeError(message))
    expect(() => door.lintGlossary(wrong, undefined, () => {})).toThrow(new TypeError(message))
  })

  it('gives no positions where the tree has none', () => {
    const markdown = 'The PRU. Two pupil referral units (PRUs), :term[*ICB*`s`] and the ICB.'
    const parser = unified().use(remarkParse).use(remarkDirective)
    for (const hasPositions of [true, false]) {
      const tree = parser.parse(markdown)
      if (!hasPositions) visit(tree, (node) => void delete node.position)
      const file = new VFile({ path: 'a.md', value: markdown })
      unified().use(remarkGlossary, { terms, policy: 'all', expand: true }).runSync(tree, file)
      const [message] = file.messages
      expect(message).toMatchObject({
        ruleId: 'glossary/undefined-abbreviation',
        source: 'tidings',
        fatal: false,
      })
      expect([message?.place, message?.line].some(Boolean)).toBe(hasPositions)
      expect(message?.cause).toMatchObject({ reason: '"pupil referral units" is defined here.' })
      expect((message?.cause as typeof message)?.line !== undefined).toBe(hasPositions)
      expect(message?.note).toContain('pupil referral unit')
      expect(JSON.stringify(tree).includes('"position"')).toBe(hasPositions)
    }
  })
})
