import { chmodSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { openStudio, problemIn, type Studio } from './studio-fixture.ts'

const glossary = 'articles/glossary.yaml'
const before = '# Ours\n- term: DfE # the ministry\n  expansion: Department for Education\n'
let studio: Studio

beforeEach(() => {
  studio = openStudio({ [glossary]: before })
})

const add = (letters: string, expansion: string): ReturnType<Studio['ask']> =>
  studio.ask('POST', '/-/terms', { json: { letters, expansion } })

describe('a term', () => {
  it('goes into the glossary, of which every byte stays', async () => {
    const { status, json } = await add(' NEC\n', ' national  executive: committee ')
    expect([status, json]).toEqual([200, { added: true, diagnostics: [] }])
    expect(studio.workspace.read(glossary)).toBe(
      `${before}- term: NEC\n  expansion: "national executive: committee"\n`,
    )
    expect((await studio.workspace.json('check')).errors).toEqual([])
  })

  it('is not lost to another that comes at the same time', async () => {
    const letters = ['NEC', 'ICB', 'DSL', 'EHCP']
    const answers = await Promise.all(letters.map((one) => add(one, `what ${one} is`)))
    expect(answers.map(({ json }) => json.added)).toEqual([true, true, true, true])
    for (const one of letters) expect(studio.workspace.read(glossary)).toContain(`- term: ${one}\n`)
  })

  it('that is there is there, and with another meaning it is not added', async () => {
    expect((await add('DfE', 'Department for Education')).json).toEqual({ added: true, diagnostics: [] })
    const { json } = await add('DfE', 'Department for Energy')
    expect(json.added).toBe(false)
    expect(json.diagnostics[0].message).toBe(
      'Unexpected "Department for Energy" for DfE, expected "Department for Education" as in the glossary',
    )
    expect(studio.workspace.read(glossary)).toBe(before)
  })

  it('has letters and what they stand for', async () => {
    expect(problemIn(await add(' ', 'x'))[0]).toBe(422)
    expect(problemIn(await add('X', '\n'))[0]).toBe(422)
    expect(problemIn(await add('X', 'x'.repeat(501)))[0]).toBe(422)
    expect(studio.workspace.read(glossary)).toBe(before)
  })

  it.each([
    '- x: y',
    '{{ x }}',
    'null',
    'true',
    '1e3',
    '!tag',
    'a: b',
    '#a b',
    '"ab"',
    '&ab',
    '*ab',
    '[a, b]',
  ])('is data, whatever it looks like: %s', async (letters) => {
    expect((await add(letters, letters)).json).toEqual({ added: true, diagnostics: [] })
    expect((await studio.workspace.json('check')).errors).toEqual([])
  })

  it.each(['"', '#', '*', '💬', 'X'])('that would stop every build is not added: %s', async (letters) => {
    const { json } = await add(letters, 'something')
    expect([json.added, json.diagnostics[0].severity]).toEqual([false, 'error'])
    expect(studio.workspace.read(glossary)).toBe(before)
  })

  it('is not added where another has its place in the archive', async () => {
    studio.workspace.write(glossary, `${before}- term: A-B\n  expansion: a b\n`)
    const { json } = await add('A B', 'another')
    expect([json.added, json.diagnostics.map(({ ruleId }: { ruleId: string }) => ruleId)]).toEqual([
      false,
      ['glossary/duplicate-id'],
    ])
  })

  it('is not added to a glossary that cannot be read, or written', async () => {
    studio.workspace.write(glossary, 'term: DfE\n')
    const { json } = await add('NEC', 'national executive committee')
    expect([json.added, json.diagnostics.length > 0]).toEqual([false, true])
    expect(studio.workspace.read(glossary)).toBe('term: DfE\n')
    studio.workspace.write(glossary, before)
    chmodSync(`${studio.workspace.root}/${glossary}`, 0o444)
    const refused = (await add('NEC', 'national executive committee')).json
    expect([refused.added, refused.diagnostics[0].ruleId]).toEqual([false, 'workspace/unwritable-file'])
  })
})
