import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../../src/commands/program.ts'
import type { Terminal } from '../../src/commands/terminal.ts'
import { makeFolder } from '../made-folders.ts'
import { article, makeWorkspace, runCli, workspaceAt } from '../press/workspace-fixture.ts'
import { tidings } from './in-process.ts'

const broken = { 'articles/first.md': article({ title: 'First' }, ':::spoiler', 'Text.', ':::') }

function commandsOf(command: Command, before: string[] = []): string[][] {
  return command.commands.flatMap((child) => {
    const words = [...before, child.name()]
    return [words, ...commandsOf(child, words)]
  })
}

const listener: Terminal = {
  out: () => undefined,
  err: () => undefined,
  interactive: false,
  colour: false,
  env: {},
}
const commands = commandsOf(await createProgram({ terminal: listener, exit: () => undefined }))

describe('the exit code', () => {
  it('is 0 where there is nothing wrong, and where there are only warnings', async () => {
    expect((await tidings(['build', '-w', makeWorkspace().root])).code).toBe(0)
    const { root } = makeWorkspace({ 'articles/second.md': article({ title: 'Second' }, 'The PRU said so.') })
    const checked = await tidings(['check', '-w', root])
    expect(checked.err).toContain('1 warning')
    expect(checked.code).toBe(0)
  })

  it.each(['build', 'check'])('is 1 where %s finds an error', async (command) => {
    const { code, out, err } = await tidings([command, '-w', makeWorkspace(broken).root])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/articles\/first\.md:5:1 error .*articles\/unknown-directive/)
  })

  it.each([
    ['an unknown command', ['biuld']],
    ['an unknown option', ['build', '--fast']],
    ['a number that is none', ['build', '--jobs', 'many']],
    ['no job at all', ['build', '--jobs', '0']],
    ['a workspace that is not there', ['check', '--workspace', '/nowhere/at/all']],
    ['an argument too few', ['init']],
    ['an argument too many', ['check', 'everything']],
    ['nothing', []],
  ])('is 2 for %s', async (_what, args) => {
    const { code, out, err } = await tidings(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toMatch(/\n\s+at /)
    expect(err.length).toBeGreaterThan(20)
  })

  it('is 2 outside of any workspace, with a way out', async () => {
    const { code, err } = await tidings(['build'], { env: { INIT_CWD: makeFolder() } })
    expect(code).toBe(2)
    expect(err).toContain('tidings init')
  })
})

describe('`--json`', () => {
  it.each(['build', 'check'])(
    'prints JSON on standard output and nothing else there: %s',
    async (command) => {
      for (const workspace of [
        makeWorkspace(),
        makeWorkspace(broken),
        makeWorkspace({ 'tidings.yaml': '[' }),
      ]) {
        const { out, err, code } = await tidings([command, '--json', '-w', workspace.root])
        const { diagnostics } = JSON.parse(out) as { diagnostics: object[] }
        expect(err).toBe('')
        expect(diagnostics.length > 0).toBe(code === 1)
        for (const diagnostic of diagnostics) {
          expect(Object.keys(diagnostic)).toEqual(
            expect.arrayContaining(['file', 'line', 'column', 'ruleId', 'severity', 'message', 'note']),
          )
        }
      }
    },
  )

  it('comes whole through a pipe from a process of its own', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => `:::spoiler${index}\n\nText.\n\n:::\n`)
    const { root } = makeWorkspace({ 'articles/first.md': article({ title: 'First' }, ...many) })
    const { stdout, stderr, code } = await runCli(['check', '--json', '--workspace', root])
    expect([code, stderr]).toEqual([1, ''])
    // A pipe holds 64 KiB; what does not fit must wait and still come.
    expect(stdout.length).toBeGreaterThan(4 * 65_536)
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { ruleId: string }[] }
    expect(diagnostics.filter(({ ruleId }) => ruleId === 'articles/unknown-directive')).toHaveLength(1000)
  })
})

describe('`--help`', () => {
  it.each(commands.map((words) => [words.join(' '), words] as const))(
    'of %s explains it',
    async (_name, words) => {
      const { code, out, err } = await tidings([...words, '--help'])
      expect([code, err]).toEqual([0, ''])
      expect(out).toContain(`Usage: tidings ${words.join(' ')}`)
      const command = words.reduce<Command>(
        (parent, name) => parent.commands.find((child) => child.name() === name)!,
        await createProgram({ terminal: listener, exit: () => undefined }),
      )
      expect(command.description()).not.toBe('')
      expect(command.options.filter(({ description }) => description === '')).toEqual([])
      if (command.commands.length === 0)
        expect(out).toMatch(new RegExp(`Examples:\\n +tidings ${words.join(' ')}`))
    },
  )

  it('of the tool, which loads none of them, says what they say of themselves', async () => {
    let whole = ''
    const program = await createProgram({ terminal: listener, exit: () => undefined })
    program.configureOutput({ writeOut: (text) => (whole += text) })
    program.outputHelp()
    expect((await tidings(['--help'])).out.trim()).toBe(whole.trim())
  })

  it('of the tool names every command', async () => {
    const { code, out } = await tidings(['--help'])
    expect(code).toBe(0)
    for (const [name] of commands) expect(out).toContain(`  ${name}`)
    expect(out).toContain('Examples:')
  })

  it('has examples whose options exist', async () => {
    for (const words of commands) {
      const { out } = await tidings([...words, '--help'])
      // A group's examples show its commands.
      const inside = commands.filter((other) => words.every((word, index) => other[index] === word))
      const helps = await Promise.all(inside.map((other) => tidings([...other, '--help'])))
      const known = new Set(
        helps.flatMap((help) => help.out.split('Examples:')[0]!.match(/--[a-z-]+/g) ?? []),
      )
      const used = out.slice(out.indexOf('Examples:')).match(/--[a-z-]+/g) ?? []
      expect(used.filter((option) => !known.has(option))).toEqual([])
    }
  })

  it('gives the version', async () => {
    expect((await tidings(['--version'])).out).toMatch(/^\d+\.\d+\.\d+/)
  })
})

describe('`glossary import`', () => {
  it('leaves the glossary as it was, and says so, where it cannot be written', async () => {
    const { root } = makeWorkspace({ 'list.txt': 'NHS - National Health Service\n' })
    // In the place of the temporary file that the glossary is written to first.
    mkdirSync(path.join(root, `articles/glossary.yaml.${process.pid}.tmp`))
    const before = workspaceAt(root).tree()
    const { code, err } = await tidings([
      'glossary',
      'import',
      path.join(root, 'list.txt'),
      '--workspace',
      root,
    ])
    expect(err).toContain('glossary.yaml:1:1 error Unexpected refusal to write')
    expect(err).toContain('Added: none')
    expect(code).toBe(1)
    expect(workspaceAt(root).tree()).toEqual(before)
  })

  it('merges another glossary with all its keys, and nothing of one that is not sound', async () => {
    const entry = '- term: NEC\n  expansion: national executive committee\n  since: 2022-07\n'
    const { root } = makeWorkspace({ 'other.yaml': entry, 'wrong.yaml': `${entry}  sinse: 2023\n` })
    const list = (file: string) => ['glossary', 'import', path.join(root, file), '--workspace', root]
    const wrong = await tidings(list('wrong.yaml'))
    expect(wrong.err).toContain('wrong.yaml:4:3 error Unexpected key `sinse`')
    expect(wrong.err).toContain('Added: none')
    expect((await tidings(list('other.yaml'))).err).toContain('Added: 1 (NEC)')
    expect(workspaceAt(root).read('articles/glossary.yaml')).toContain(entry)
  })

  it('names the first ten terms of a long list, and how many more', async () => {
    const letters = Array.from({ length: 1200 }, (_, at) => `T${1000 + at}Y`)
    const lines = letters.map((term) => `${term}\tterm ${term} of the list\n`)
    const { root } = makeWorkspace({ 'ten.txt': lines.slice(0, 10).join(''), 'long.txt': lines.join('') })
    const list = async (file: string, ...more: string[]): Promise<string> =>
      (await tidings(['glossary', 'import', path.join(root, file), '--workspace', root, ...more])).err
    const ten = letters.slice(0, 10).join(', ')
    expect(await list('ten.txt', '--dry-run')).toContain(`Added: 10 (${ten}). Filled in: none.\n`)
    expect(await list('long.txt')).toContain(`Added: 1,200 (${ten} and 1,190 more). Filled in: none.\n`)
  })

  it('says to look at the name of a list that is not there', async () => {
    const { root } = makeWorkspace()
    const missing = path.join(root, 'lst.txt')
    const { code, err } = await tidings(['glossary', 'import', missing, '--workspace', root])
    expect(err).toContain(`Look at the name: there is no file \`${missing}\`.`)
    expect(code).toBe(1)
  })
})

describe('`init`', () => {
  it('makes a workspace that builds with nothing wrong', async () => {
    const folder = makeFolder()
    expect((await tidings(['init', 'news'], { env: { INIT_CWD: folder } })).code).toBe(0)
    const { errors, warnings, code } = await workspaceAt(path.join(folder, 'news')).json('build')
    expect([code, errors, warnings]).toEqual([0, [], []])
    expect(existsSync(path.join(folder, 'news/out/archive/index.html'))).toBe(true)
  })

  it('takes a folder that holds nothing but `.git`, and overwrites nothing', async () => {
    const folder = makeFolder()
    mkdirSync(path.join(folder, '.git'))
    expect((await tidings(['init', folder])).code).toBe(0)
    const before = workspaceAt(folder).tree()
    const again = await tidings(['init', folder])
    expect(again.code).toBe(2)
    expect(again.err).toContain('not empty')
    expect(workspaceAt(folder).tree()).toEqual(before)
  })

  it('makes nothing, and says so, where it may not', async () => {
    const { root } = makeWorkspace({ news: 'a file' }, 'empty')
    const { code, err } = await tidings(['init', path.join(root, 'news/letters')])
    expect([code, err]).toEqual([1, expect.stringContaining('workspace/unwritable-file')])
    expect(workspaceAt(root).tree()).toEqual({ news: expect.any(String) as string })
  })

  it('says so where a file is in the way', async () => {
    const { root } = makeWorkspace({ news: 'a file' }, 'empty')
    const { code, err } = await tidings(['init', path.join(root, 'news')])
    expect(code).toBe(2)
    expect(err).not.toMatch(/\n\s+at /)
  })
})

describe('where and how', () => {
  it('a path and the search for the workspace start where npm was called', async () => {
    const { root } = makeWorkspace({ 'articles/deep/er/note.csv': '' })
    for (const [env, args] of [
      [{ INIT_CWD: path.join(root, 'articles/deep/er') }, []],
      [{ INIT_CWD: path.join(root, 'articles') }, ['--workspace', '..']],
    ] as const) {
      expect((await tidings(['check', ...args], { env })).code).toBe(0)
    }
    const child = await runCli(['check', '--json'], { cwd: makeFolder(), env: { INIT_CWD: root } })
    expect([child.code, JSON.parse(child.stdout)]).toEqual([0, { diagnostics: [] }])
  })

  it('colours only on a terminal that wants them', async () => {
    const { root } = makeWorkspace(broken)
    const plain = await tidings(['check', '-w', root])
    expect(plain.err).not.toContain('\u001B')
    const coloured = await tidings(['check', '-w', root], { colour: true })
    expect(coloured.err).toContain('\u001B[')
    const child = await runCli(['check'], { cwd: root, env: { NO_COLOR: '1', FORCE_COLOR: '1' } })
    expect(child.stderr).not.toContain('\u001B')
    expect(child.stderr).toContain('articles/unknown-directive')
  })

  it('a name that would steer the terminal is shown as what it is', async () => {
    const { root } = makeWorkspace({ 'articles/first.md': '---\ntitle: A\n"\\e[2Jkey": B\n---\n' })
    const { err, code } = await tidings(['check', '-w', root])
    expect(code).toBe(1)
    expect(err).not.toContain('\u001B')
  })

  it('shows lines when piped, a bar on a terminal, nothing when quiet', async () => {
    const piped = await tidings(['build', '-w', makeWorkspace().root])
    expect(piped.err).toMatch(/^Articles: 2$/m)
    expect(piped.err).toMatch(/Built: 2 articles, 1 issue\./)
    const shown = await tidings(['build', '-w', makeWorkspace().root], { interactive: true })
    expect(shown.err).toContain('█')
    const quiet = await tidings(['build', '--quiet', '-w', makeWorkspace().root], { interactive: true })
    expect([quiet.code, quiet.out, quiet.err]).toEqual([0, '', ''])
  })
})
