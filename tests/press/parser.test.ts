import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/diagnostics/index.ts'
import { checkParser } from '../../src/press/check-parser.ts'
import { article, makeWorkspace, smallBase, type Files } from './workspace-fixture.ts'

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
      () => problem,
    )
    return findings
  }
  expect(found('no binary', 'absent', 'absent').map(({ rule }) => rule)).toEqual(['press/no-native-parser'])
  expect(found('no binary', 'native')).toEqual([])
  expect(found(undefined, 'absent')).toEqual([])
})
