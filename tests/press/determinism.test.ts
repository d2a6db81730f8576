import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { isLongRun } from '../long-run.ts'
import {
  article,
  copyOf,
  makePng,
  makeWorkspace,
  smallBase,
  type Files,
  type Tree,
  type Workspace,
} from './workspace-fixture.ts'

const articleCount = 15
const terms = ['DfE', 'SEND', 'LA', 'ICB', 'EHCP']

/** One of many articles: with mentions, a link to its neighbour, a picture, and a passage now and then. */
function manyArticle(index: number): string {
  const next = `n${(index + 1) % articleCount}.md`
  const passage = index % 7 === 0 ? [":::audience{when='region = Wales'}", 'For Wales alone.', ':::', ''] : []
  return article(
    {
      title: `Article ${index}`,
      date: `2023-0${1 + (index % 9)}-11`,
      series: `row-${index % 3}`,
      author: `Author ${index % 4}`,
      tags: `[${index % 9 === 0 ? 'Odd Things' : 'odd things'}, t${index % 5}]`,
      summary: `What article ${index} says.`,
    },
    `The ${terms[index % 5]} and the ${terms[(index + 2) % 5]} met; see [the next](${next}).`,
    '',
    ...passage,
    index % 10 === 0 ? '![A grey square](images/square.png)' : 'And the QQQ was there.',
  )
}

function manyOf(count: number): Files {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`articles/n${index}.md`, manyArticle(index)]),
  )
}

const manyFiles = manyOf(articleCount)

/** With fewer articles a build starts no worker, however many jobs there may be. */
const enoughForWorkers = 45

/** What a clean build of the same files gives, in a folder of its own. */
async function cleanBuild(files: Files): Promise<{ tree: Tree; diagnostics: unknown[] }> {
  const workspace = makeWorkspace(files, 'empty')
  const { diagnostics } = await workspace.build()
  return { tree: workspace.outTree(), diagnostics }
}

describe('the same workspace', () => {
  it('gives the same bytes with one, two and four jobs, and with a warm cache', async () => {
    const files = manyOf(enoughForWorkers)
    const expected = await cleanBuild({ ...smallBase, ...files })
    expect(Object.keys(expected.tree).length).toBeGreaterThan(100)
    for (const jobs of [2, 4]) {
      const workspace = makeWorkspace(files)
      expect((await workspace.build(jobs)).diagnostics).toEqual(expected.diagnostics)
      expect(workspace.outTree()).toEqual(expected.tree)
      expect((await workspace.build(jobs)).replaced).toEqual([])
      workspace.remove('out')
      await workspace.build(jobs)
      expect(workspace.outTree()).toEqual(expected.tree)
    }
  })

  it('gives the same bytes in another time zone, language and folder', async () => {
    const here = makeWorkspace()
    await here.build()
    for (const env of [
      { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      { TZ: 'Pacific/Pago_Pago', LANG: 'C' },
    ]) {
      const there = makeWorkspace()
      const { code } = await there.cli(['build', '--quiet'], { env })
      expect(code).toBe(0)
      expect(there.outTree()).toEqual(here.outTree())
    }
  })
})

describe('the letters of an issue', () => {
  it('stay the same letters when only the way they go out changes', async () => {
    const workspace = makeWorkspace()
    await workspace.build()
    const before = workspace.outTree()
    const pace = '\ndelivery:\n  pace:\n    perSecond: 3\njoining:\n  open: true\n'
    workspace.write('tidings.yaml', String(smallBase['tidings.yaml']) + pace)
    expect((await workspace.build()).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const letters = (tree: Tree): Tree =>
      Object.fromEntries(Object.entries(tree).filter(([file]) => file.startsWith('email/')))
    expect(Object.keys(letters(before)).length).toBeGreaterThan(3)
    expect(letters(workspace.outTree())).toEqual(letters(before))
  })
})

const changes: [string, (workspace: Workspace) => void][] = [
  [
    'an article’s text',
    ({ write }) =>
      write(
        'articles/n5.md',
        article({ title: 'Article 5', date: '2023-06-11' }, 'Nothing of the ICB, but a QQQ.'),
      ),
  ],
  [
    'which terms an article mentions, and nothing that lists show,',
    ({ write }) =>
      write('articles/n4.md', manyArticle(4).replace(/The (\w+) and the (\w+)/, 'The $2 and an $2')),
  ],
  [
    'an article’s title',
    ({ write }) => write('articles/n6.md', manyArticle(6).replace('Article 6', 'Another title')),
  ],
  [
    'an article’s date',
    ({ write }) => write('articles/n7.md', manyArticle(7).replace('date: 2023', 'date: 2019')),
  ],
  ['an article’s series', ({ write }) => write('articles/n8.md', manyArticle(8).replace('row-2', 'row-0'))],
  ['an article’s tag', ({ write }) => write('articles/n8.md', manyArticle(8).replace('t3', 'new tag'))],
  ['an article’s author', ({ write }) => write('articles/n8.md', manyArticle(8).replace('Author 0', 'Zoe'))],
  [
    'an article’s slug, to which another links',
    ({ write }) => write('articles/n9.md', manyArticle(9).replace('title:', 'slug: nine\ntitle:')),
  ],
  [
    'an article that is new',
    ({ write }) => write('articles/a-new.md', article({ title: 'New', date: '2024-01-01' }, 'The DfE.')),
  ],
  [
    'a file that is passed over for its name',
    ({ write }) => write('articles/Notes.MD', article({ title: 'Notes', date: '2024-01-01' }, 'The DfE.')),
  ],
  [
    'an article that goes',
    ({ remove, write }) => {
      remove('articles/n10.md')
      write('articles/n9.md', manyArticle(9).replace('n10.md', 'n11.md'))
    },
  ],
  [
    'an article that becomes a draft',
    ({ write }) => {
      write('articles/n12.md', manyArticle(12).replace('title:', 'draft: true\ntitle:'))
      write('articles/n11.md', manyArticle(11).replace('n12.md', 'n13.md'))
    },
  ],
  [
    'an article’s alias',
    ({ write }) => write('articles/n13.md', manyArticle(13).replace('title:', 'aliases: [thirteen]\ntitle:')),
  ],
  ['a picture', ({ write }) => write('articles/images/square.png', makePng(20, 10))],
  [
    'a term',
    ({ write }) =>
      write(
        'articles/glossary.yaml',
        String(smallBase['articles/glossary.yaml']).replace('local authority', 'large area'),
      ),
  ],
  [
    'a new term',
    ({ write }) =>
      write(
        'articles/glossary.yaml',
        `${String(smallBase['articles/glossary.yaml'])}- term: QQQ\n  expansion: quite quiet quarter\n`,
      ),
  ],
  [
    'the settings',
    ({ write }) =>
      write('tidings.yaml', String(smallBase['tidings.yaml']).replace('Small News', 'Large News')),
  ],
  [
    'an issue’s subject',
    ({ write }) =>
      write(
        'articles/issues/2023-05.md',
        String(smallBase['articles/issues/2023-05.md']).replace('first letter', 'only letter'),
      ),
  ],
  [
    'an issue’s articles',
    ({ write }) =>
      write(
        'articles/issues/2023-05.md',
        String(smallBase['articles/issues/2023-05.md']).replace('- first', '- n7\n  - n14'),
      ),
  ],
  ['an issue that goes', ({ remove }) => remove('articles/issues/2023-05.md')],
]

/** The files of a workspace that a build reads. */
function filesOf(workspace: Workspace): Files {
  const names = Object.entries(workspace.tree()).filter(
    ([file, hash]) => hash !== 'folder' && !/^(?:out|\.tidings)\//.test(file),
  )
  return Object.fromEntries(
    names.map(([file]) => [file, file.endsWith('.png') ? workspace.readBytes(file) : workspace.read(file)]),
  )
}

describe('after one change', () => {
  let base: Workspace

  beforeAll(async () => {
    base = makeWorkspace(manyFiles)
    await base.build()
  })

  it('a copy of what was built is as it was built', async () => {
    expect((await copyOf(base).build()).replaced).toEqual([])
  })

  it.each(changes)(
    'of %s every page, index and backlink is as a build from nothing makes it',
    async (_what, change) => {
      const workspace = copyOf(base)
      change(workspace)
      const { diagnostics, replaced } = await workspace.build()
      const clean = await cleanBuild(filesOf(workspace))
      expect(workspace.outTree()).toEqual(clean.tree)
      expect(diagnostics).toEqual(clean.diagnostics)
      expect(replaced).not.toEqual([])
    },
  )
})

/** One edit of a small workspace; each leaves something that builds or that does not. */
const edit = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    name: fc.constantFrom('a', 'b', 'c', 'first'),
    front: fc.constantFrom<Record<string, string>[]>(
      {},
      {},
      { aliases: '[old]' },
      { tags: '[Schools]' },
      { tags: '[schools, SEND]' },
      { series: 'One series' },
      { image: 'images/square.png' },
    ),
    text: fc.constantFrom(
      'The DfE.',
      'An ICB and SEND.',
      'A QQQ.',
      '[b](b.md)',
      '![A](images/square.png)',
      ':::spoiler',
    ),
  }),
  fc.record({ kind: fc.constant('draft' as const), name: fc.constantFrom('a', 'b') }),
  fc.record({ kind: fc.constant('remove' as const), name: fc.constantFrom('a', 'b', 'c', 'first') }),
  fc.record({
    kind: fc.constant('rename' as const),
    name: fc.constantFrom('a', 'b', 'c'),
    to: fc.constantFrom('a', 'b', 'c', 'd'),
  }),
  fc.record({
    kind: fc.constant('term' as const),
    expansion: fc.constantFrom('quite quiet quarter', 'quick quartz queue'),
  }),
  fc.record({ kind: fc.constant('picture' as const), width: fc.constantFrom(8, 9) }),
  fc.record({ kind: fc.constant('issue' as const), articles: fc.subarray(['first', 'a', 'b', 'c']) }),
  fc.record({ kind: fc.constant('build' as const) }),
  fc.record({ kind: fc.constant('check' as const) }),
)

type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never

async function apply(workspace: Workspace, one: Edit): Promise<void> {
  const isThere = (file: string): boolean => Object.hasOwn(workspace.tree(), file)
  const file = 'name' in one ? `articles/${one.name}.md` : ''
  if (one.kind === 'write')
    workspace.write(file, article({ title: `The ${one.name}`, date: '2023-01-01', ...one.front }, one.text))
  else if (one.kind === 'draft')
    workspace.write(file, article({ title: `The ${one.name}`, draft: 'true' }, 'The DfE.'))
  else if (one.kind === 'remove' && isThere(file)) workspace.remove(file)
  else if (one.kind === 'rename' && isThere(file)) workspace.rename(file, `articles/${one.to}.md`)
  else if (one.kind === 'term')
    workspace.write(
      'articles/glossary.yaml',
      `- term: QQQ\n  expansion: ${one.expansion}\n- term: DfE\n  expansion: Department for Education\n`,
    )
  else if (one.kind === 'picture') workspace.write('articles/images/square.png', makePng(one.width))
  else if (one.kind === 'issue')
    workspace.write(
      'articles/issues/2023-05.md',
      `---\ndate: 2023-05-01\nsubject: Letter\narticles: [${one.articles.join(', ')}]\n---\n\nHello.\n`,
    )
  else if (one.kind === 'build') await workspace.build()
  else if (one.kind === 'check') await workspace.check()
}

describe('after any order of edits', () => {
  const numRuns = isLongRun ? 50 : 8
  let good = 0

  it('a build gives what a build from nothing gives: the same findings, and where there is no error the same bytes', async () => {
    const base = makeWorkspace()
    await base.build()
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 2, maxLength: 9 }), async (edits) => {
        const workspace = copyOf(base)
        for (const one of edits) await apply(workspace, one)
        const { diagnostics } = await workspace.build()
        const clean = await cleanBuild(filesOf(workspace))
        expect(diagnostics).toEqual(clean.diagnostics)
        if (!diagnostics.some(({ severity }) => severity === 'error')) {
          good++
          expect(workspace.outTree()).toEqual(clean.tree)
        }
        expect(await workspace.check()).toMatchObject({ diagnostics })
      }),
      { numRuns },
    )
    // Of few runs it may be by chance that nearly all have an error.
    if (isLongRun) expect(good).toBeGreaterThan(numRuns / 5)
  })
})
