import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createVetter } from '../../src/articles/native/vetter.ts'
import type { Vetter } from '../../src/articles/index.ts'
import type { Finding } from '../../src/diagnostics/index.ts'
import { checkParser } from '../../src/press/check-parser.ts'
import { article, makeWorkspace, smallBase, type Files, type Tree } from './workspace-fixture.ts'

const settings = String(smallBase['tidings.yaml'])
const bodies = [
  ['The DfE: **plain** words, Key:value.', '', '- one', '- two[^a]', '', '[^a]: A note.'],
  ['A title', '=======', '', 'The DfE wrote **_this_**.'],
  [':::note[Look]', 'The LA met.', ':::', '', 'Term', ': meaning'],
  ['<div>', 'Raw', '</div>'],
]
const files: Files = Object.fromEntries(
  bodies.map((body, index) => [`articles/p${index}.md`, article({ title: `Part ${index}` }, ...body)]),
)

function withParser(parser: string): Files {
  return { ...files, 'tidings.yaml': `${settings.trimEnd()}\nparser: ${parser}\n` }
}

describe('what is made', () => {
  it('is the same by either parser, byte for byte', async () => {
    const [native, remark] = [makeWorkspace(withParser('native')), makeWorkspace(withParser('remark'))]
    const results = [await native.build(), await remark.build()]
    expect(results[0]!.replaced).not.toEqual([])
    expect(results[0]!.diagnostics).toEqual(results[1]!.diagnostics)
    expect(native.outTree()).toEqual(remark.outTree())
  })

  it('is the same, and said so, on a machine without a native parser', async () => {
    const [here, there] = [makeWorkspace(files), makeWorkspace(files)]
    await here.build()
    const env = { NAPI_RS_NATIVE_LIBRARY_PATH: '/nowhere/none.node' }
    const { code, stdout } = await there.cli(['build', '--json'], { env })
    expect(code).toBe(0)
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { ruleId: string; file: string }[] }
    const found = diagnostics.filter(({ ruleId }) => ruleId === 'press/no-native-parser')
    expect(found.map(({ file }) => file)).toEqual(['tidings.yaml'])
    const pages = (tree: object): object => ({ ...tree, 'report.json': undefined })
    expect(pages(there.outTree())).toEqual(pages(here.outTree()))
    // Once there is a parser, what was kept from before does not say that there is none.
    there.write('articles/new.md', article({ title: 'New' }, 'Words.'))
    expect((await there.build()).diagnostics.map(({ ruleId }) => ruleId)).not.toContain(
      'press/no-native-parser',
    )
  })
})

describe('texts that end the process of the native parser', () => {
  const module = path.join(import.meta.dirname, '../articles/native/breaking-parser.mjs')
  const breaking = (word: string): string => article({ title: word }, `The DfE: ${word}, and *more*.`)
  const broken: Files = { 'articles/q1.md': breaking('WILLABORT'), 'articles/q2.md': breaking('WILLEXIT') }

  it.each([1, 2])('are read by remark-parse, and said so, with %i jobs', async (jobs) => {
    const others = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `articles/r${index}.md`,
        article({ title: `R${index}` }, 'DfE.'),
      ]),
    )
    const [native, remark] = [
      makeWorkspace({ ...files, ...others, ...broken }),
      makeWorkspace({ ...withParser('remark'), ...others, ...broken }),
    ]
    const { diagnostics, routed } = await native.build(jobs, createVetter({ module }))
    const found = diagnostics.filter(({ ruleId }) => ruleId === 'articles/native-parser-failed')
    expect(found.map(({ file, severity, message }) => [file, severity, message])).toEqual([
      ['articles/q1.md', 'info', expect.stringContaining('it ended its process: SIGABRT')],
      ['articles/q2.md', 'info', expect.stringContaining('it ended its process: exit code 3')],
    ])
    expect(routed).toBe(2)
    await remark.build()
    const pages = (tree: object): object => ({ ...tree, 'report.json': undefined })
    expect(pages(native.outTree())).toEqual(pages(remark.outTree()))
  })

  it('also in the introduction of an issue and in a definition', async () => {
    const text = {
      'articles/issues/i1.md':
        '---\ndate: 2023-06-01\nsubject: One\narticles: [p0]\n---\n\nThe DfE WILLABORT, *now*.\n',
      'articles/glossary.yaml':
        '- term: DfE\n  expansion: Department for Education\n  definition: WILLEXIT *now*.\n',
    }
    const [native, remark] = [
      makeWorkspace({ ...files, ...text }),
      makeWorkspace({ ...withParser('remark'), ...text }),
    ]
    const { diagnostics } = await native.build(1, createVetter({ module }))
    const found = diagnostics.filter(({ ruleId }) => ruleId === 'articles/native-parser-failed')
    expect(found.map(({ file }) => file)).toEqual(['articles/issues/i1.md'])
    await remark.build()
    const pages = (tree: Tree): Tree =>
      Object.fromEntries(Object.entries(tree).filter(([file]) => file.startsWith('archive/')))
    expect(pages(native.outTree())).toEqual(pages(remark.outTree()))
    expect(native.outTree()['archive/glossary/index.html']).toBeDefined()
  })

  it('are tried once: nothing is that an earlier build has tried', async () => {
    const workspace = makeWorkspace(files)
    const tried: string[] = []
    const counting: Vetter = {
      vet: (text) => {
        tried.push(text)
        return Promise.resolve({ by: 'native' })
      },
      problem: () => undefined,
    }
    await workspace.build(1, counting)
    expect(tried.length).toBeGreaterThanOrEqual(bodies.length)
    await expectTried(0)
    workspace.write('tidings.yaml', settings.replace(/^title: .*$/m, 'title: Another'))
    await expectTried(0)
    workspace.write('articles/p0.md', article({ title: 'Part 0' }, 'Other words.'))
    await expectTried(1)

    async function expectTried(count: number): Promise<void> {
      tried.length = 0
      await workspace.build(1, counting)
      expect(tried).toHaveLength(count)
    }
  })

  it('and where none can be tried, remark-parse reads and it is said once', async () => {
    const workspace = makeWorkspace(files)
    const start = (): never => {
      throw new Error('no more processes')
    }
    const { diagnostics } = await workspace.build(1, createVetter({ start }))
    const found = diagnostics.filter(({ ruleId }) => ruleId === 'press/no-native-parser')
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('no more processes')])
  })
})

describe('a build says how many articles went to remark-parse', () => {
  it('the first time and when nothing has changed', async () => {
    const workspace = makeWorkspace(files)
    expect((await workspace.build()).routed).toBe(2)
    expect((await workspace.build()).routed).toBe(2)
    const { stderr } = await workspace.cli(['build'])
    expect(stderr).toContain('parser   2 articles read by remark-parse')
  })

  it('and none where there are none, or the settings ask for it', async () => {
    const plain = makeWorkspace()
    expect((await plain.build()).routed).toBe(0)
    expect((await plain.cli(['build'])).stderr).not.toContain('remark-parse')
    expect((await makeWorkspace(withParser('remark')).build()).routed).toBe(0)
  })
})

it('the absence of a native parser is told once, and only where it is absent still', () => {
  const found = (problem: string | undefined, ...readBy: ('native' | 'absent')[]): Finding[] => {
    const findings: Finding[] = []
    const records = readBy.map((by) => ({ readBy: by }))
    checkParser(
      records,
      (finding) => findings.push(finding),
      { problem: () => undefined },
      () => problem,
    )
    return findings
  }
  expect(found('no binary', 'absent', 'absent').map(({ rule }) => rule)).toEqual(['press/no-native-parser'])
  expect(found('no binary', 'native')).toEqual([])
  expect(found(undefined, 'absent')).toEqual([])
})
