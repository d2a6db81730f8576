import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Terminal } from '../../src/commands/terminal.ts'
import { tidings } from '../commands/in-process.ts'

const settings = `title: News
organisation: The branch
baseUrl: https://news.example.org
sender: { name: The branch, address: news@example.org }
postalAddress: [1 High Street]
listId: news.example.org
series: [{ id: branch, title: Branch life }]
attributes:
  region: { values: [Wales, Scotland] }
segments:
  welsh: region = Wales
`
const keys = { TIDINGS_KEYS: `2026:${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}` }
const list =
  'Membership number,E-mail,Name,Region\n1,ann@example.org,Ann,Wales\n2,bob@example.org,Bob,Scotland\n'

let root: string

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'tidings-commands-'))
  writeFileSync(path.join(root, 'tidings.yaml'), settings)
  writeFileSync(path.join(root, 'list.csv'), list)
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

interface Said {
  code: number
  out: string
  err: string
}

function members(args: string[], { env, ...others }: Partial<Terminal> = {}): Promise<Said> {
  return tidings(['members', ...args], { env: { INIT_CWD: root, ...env }, ...others })
}

const shown = async (member: string): Promise<Record<string, unknown>> =>
  JSON.parse((await members(['show', member, '--json'])).out || '{}') as Record<string, unknown>

describe('tidings members import', () => {
  it('shows what it would change, and writes only when told to', async () => {
    const dry = await members(['import', 'list.csv'])
    expect(dry).toEqual({
      code: 0,
      out: '',
      err: '2 rows: 2 new, 0 changed, 0 lapsed, 0 unchanged, 0 left out.\nNothing was written. To write it, give --yes.\n',
    })
    expect((await members(['list'])).out).toBe('Nobody.')
    expect((await members(['import', 'list.csv', '--yes'])).err).toContain('Written.')
    expect((await members(['list'])).out.split('\n')).toHaveLength(2)
  })

  it('asks where somebody can answer, and takes nothing for a no', async () => {
    const asked: string[] = []
    const answering = (answer: string): Partial<Terminal> => ({
      ask: async (question) => {
        asked.push(question)
        return answer
      },
    })
    expect((await members(['import', 'list.csv'], answering(''))).err).toContain('Nothing was written')
    expect((await members(['import', 'list.csv'], answering('y'))).err).toContain('Written.')
    expect(asked).toHaveLength(2)
    await members(['import', 'list.csv', '--json'], answering('y'))
    await members(['import', 'list.csv', '--dry-run'], answering('y'))
    expect(asked).toHaveLength(2)
  })

  it('says it in JSON for scripts', async () => {
    const { code, out, err } = await members(['import', 'list.csv', '--yes', '--json'])
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({ written: true, summary: { new: 2 }, diagnostics: [] })
  })

  it('ends with 1 where a row is left out, and names it', async () => {
    writeFileSync(path.join(root, 'list.csv'), list.replace('Scotland', 'Narnia'))
    const { code, err } = await members(['import', 'list.csv', '--yes'])
    expect(code).toBe(1)
    expect(err).toMatch(/list\.csv:3:23 error .* members\/invalid-value\n/)
    expect(err).toContain('1 new')
    expect(await shown('1')).toMatchObject({ name: 'Ann' })
    expect((await members(['show', '2'])).code).toBe(1)
  })

  it('maps columns as told', async () => {
    writeFileSync(path.join(root, 'list.csv'), 'a=b,Mail\nAnn,ann@example.org\n')
    const { code } = await members([
      'import',
      'list.csv',
      '--yes',
      '--map',
      'a=b=name',
      '--map',
      'Mail=address',
    ])
    expect(code).toBe(0)
    expect(await shown('ann@example.org')).toMatchObject({ name: 'Ann' })
  })

  it.each([
    ['a file that is not there', ['import', 'lost.csv']],
    ['a folder', ['import', '.']],
    ['yes and no', ['import', 'list.csv', '--yes', '--dry-run']],
    ['a mapping without a field', ['import', 'list.csv', '--map', 'Mail']],
    ['an unknown encoding', ['import', 'list.csv', '--encoding', 'ebcdic']],
    ['two signs between cells', ['import', 'list.csv', '--delimiter', '::']],
    ['an address that is none', ['add', 'ann@example']],
    ['an address with a line end', ['add', 'ann@example.org\nBcc: bob@example.org']],
    ['an attribute that is not declared', ['add', 'ann@example.org', '--set', 'role=officer']],
    ['a value that is not declared', ['add', 'ann@example.org', '--set', 'region=Narnia']],
    ['a series that is not declared', ['edit', 'ann@example.org', '--series', 'reforms=no']],
    ['a language that is none', ['add', 'ann@example.org', '--language', 'english please']],
    ['consent by nothing', ['add', 'ann@example.org', '--consent-at', '2020-01-01']],
    ['a limit that is no number', ['list', '--limit', 'all']],
    ['a status that is none', ['edit', '1', '--status', 'dead']],
    ['a reason that is not the officer’s', ['suppress', 'ann@example.org', '--reason', 'forgotten']],
  ])('and the others end with 2 for %s', async (_name, args) => {
    const { code, out, err } = await members(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toMatch(/^\s+at /m)
  })
})

describe('the other commands', () => {
  it('add, edit and show a member', async () => {
    const add = await members([
      'add',
      'Ann@Example.org',
      '--name',
      'Ann',
      '--number',
      '7',
      '--set',
      'region=wales',
      '--language',
      'CY',
      '--consent-how',
      'form',
      '--consent-at',
      '2020-01-02',
    ])
    expect(add).toEqual({ code: 0, out: '', err: 'Added: Ann@example.org (id:1).\n' })
    await members([
      'edit',
      '7',
      '--address',
      'ann.smith@example.org',
      '--set',
      'region=',
      '--series',
      'branch=no',
      '--status',
      'lapsed',
    ])
    expect(await shown('id:1')).toMatchObject({
      number: '7',
      address: 'ann.smith@example.org',
      name: 'Ann',
      language: 'cy',
      status: 'lapsed',
      attributes: {},
      consent: { at: '2020-01-02T00:00:00.000Z', how: 'form', from: '' },
      preferences: { branch: false },
      suppressions: [],
    })
    const twice = await members(['add', 'ANN.smith@example.org'])
    expect(twice.code).toBe(1)
    expect(twice.err).toContain('members/address-taken')
  })

  it('suppress an address and allow it again, with who did', async () => {
    await members(['import', 'list.csv', '--yes'])
    await members(['suppress', '1', '--evidence', 'telephone'])
    await members(['suppress', 'stranger@example.org', '--scope', 'address', '--reason', 'bounced'])
    expect((await members(['count', '--segment', 'welsh', '--json'])).out).toBe(
      JSON.stringify({ active: 1, lapsed: 0, suppressed: { officer: 1 } }, null, 2),
    )
    await members(['import', 'list.csv', '--yes', '--authoritative'])
    expect((await members(['suppress', 'ANN@example.org'])).err).toContain('before')
    await members(['unsuppress', '1', '--by', 'Carol'])
    expect(await shown('1')).toMatchObject({
      suppressions: [{ reason: 'officer', evidence: 'telephone', liftedBy: 'Carol' }],
    })
    expect((await members(['count'])).out).toContain('suppressed  0')
  })

  it('say who stays suppressed at a new address', async () => {
    await members(['import', 'list.csv', '--yes'])
    await members(['suppress', '1', '--reason', 'left'])
    const edited = await members(['edit', '1', '--address', 'new@example.org'])
    expect(edited.err).toContain('it is suppressed (left)')
    writeFileSync(path.join(root, 'moved.csv'), 'number,email\n1,newer@example.org\n')
    const imported = await members(['import', 'moved.csv', '--yes'])
    expect(imported.err).toContain('1 of them left or were taken out: they stay suppressed')
    expect(await shown('1')).toMatchObject({
      address: 'newer@example.org',
      suppressions: [{ reason: 'left' }],
    })
  })

  it('forget a person when told to, and know them again', async () => {
    await members(['import', 'list.csv', '--yes'])
    expect((await members(['forget', '1', '--yes'])).err).toContain('members/missing-keys')
    expect((await members(['forget', '1'], { env: keys })).err).toContain('Nothing was erased')
    expect(await shown('1')).toMatchObject({ name: 'Ann' })
    const done = await members(['forget', '1', '--yes'], { env: keys })
    expect(done).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^Forgotten\. .*forgotten-[0-9a-f]{16}/) as string,
    })
    expect((await members(['import', 'list.csv', '--yes'])).err).toContain('members/missing-keys')
    expect(readFileSync(path.join(root, 'data/tidings.db'), 'latin1')).not.toMatch(/ann@example/i)
    const again = await members(['import', 'list.csv', '--yes'], { env: keys })
    expect(again.err).toContain('1 of them asked to be forgotten')
    expect(await shown('1')).toMatchObject({ suppressions: [{ scope: 'address', reason: 'forgotten' }] })
  })

  it('export what an import reads back, to a file of its own', async () => {
    await members(['import', 'list.csv', '--yes'])
    const { out } = await members(['export'])
    expect(out.split('\n')).toHaveLength(3)
    await members(['export', '--segment', 'welsh', '-o', 'welsh.csv'])
    const file = path.join(root, 'welsh.csv')
    expect(readFileSync(file, 'utf8')).toBe(`\uFEFF${out.split('\n').slice(0, 2).join('\r\n')}\r\n`)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(root).filter((name) => /welsh\.csv./.test(name))).toEqual([])
    expect((await members(['import', 'welsh.csv', '--json'])).out).toContain('"unchanged": 1')
  })

  it.each([
    ['a folder that is not there', 'lost/members.csv', 'ENOENT'],
    ['the place of a folder', '.', 'EISDIR'],
    ['a disk without room', '/dev/full', 'ENOSPC'],
  ])('say so where a roster cannot be exported to %s', async (_, output, reason) => {
    await members(['import', 'list.csv', '--yes'])
    const { code, out, err } = await members(['export', '--output', output])
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(`${output}:1:1 error Unexpected refusal to write`)
    expect(err).toContain(`${reason})`)
    expect(err).toContain('workspace/unwritable-file')
  })

  it('list members of a segment, a page at a time', async () => {
    await members(['import', 'list.csv', '--yes'])
    expect((await members(['list', '--segment', 'region != Wales'])).out).toBe(
      'id:2  2  bob@example.org  Bob  active',
    )
    const page = await members(['list', '--limit', '1'])
    expect([page.out, page.err]).toEqual([
      'id:1  1  ann@example.org  Ann  active',
      'The next ones: --after 1\n',
    ])
    expect((await members(['list', '--after', '1', '--limit', '1'])).out).toContain('bob@')
  })

  it('say that a database is not one', async () => {
    await members(['import', 'list.csv', '--yes'])
    writeFileSync(path.join(root, 'data/tidings.db'), 'no database '.repeat(1_000))
    const { code, err } = await members(['count'])
    expect(code).toBe(1)
    expect(err).toMatch(/data\/tidings\.db:1:1 error/)
  })
})
