import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { describe, expect, it, vi } from 'vitest'
import { article, makeWorkspace, type CliResult, type Workspace } from '../press/workspace-fixture.ts'

vi.setConfig({ testTimeout: 60_000 })

/** A command whose standard output, standard error or both nobody reads. */
function unread(
  workspace: Workspace,
  args: string[],
  ...streams: ('stdout' | 'stderr')[]
): Promise<CliResult> {
  return workspace.cli(args, {
    onStart: (child) => {
      for (const name of streams) child[name]?.destroy()
    },
  })
}

const broken = { 'articles/first.md': article({ title: 'First' }, ':::spoiler', 'Text.', ':::') }

describe('a command whose output nobody reads', () => {
  it('ends without a word, as a shell says of a program that a broken pipe ended', async () => {
    const workspace = makeWorkspace()
    for (const args of [['--help'], ['check', '--json'], ['glossary', 'list']]) {
      expect(await unread(workspace, args, 'stdout')).toMatchObject({ code: 141, signal: null, stderr: '' })
    }
  })

  it('keeps its own exit code where that says that something is wrong', async () => {
    const workspace = makeWorkspace(broken)
    expect((await unread(workspace, ['check', '--json'], 'stdout')).code).toBe(1)
    expect((await unread(workspace, ['check'], 'stdout', 'stderr')).code).toBe(1)
    expect((await unread(workspace, ['check', '--fast'], 'stderr')).code).toBe(2)
  })

  it('does its work where only its progress is not heard', async () => {
    const workspace = makeWorkspace()
    expect((await unread(workspace, ['build'], 'stderr')).code).toBe(0)
    expect(existsSync(`${workspace.root}/out/archive/index.html`)).toBe(true)
  })

  it.runIf(existsSync('/dev/full'))('says so in a line where the disk is full', async () => {
    const { code, stderr } = await makeWorkspace().cli(['check', '--json'], { outputTo: '/dev/full' })
    expect(stderr).toMatch(
      /^Unexpected standard output that cannot be written \(ENOSPC.*\), expected .*\.\n$/,
    )
    expect(code).toBe(1)
  })
})

describe('`tidings dev`', () => {
  /** Does it once the first build was told. */
  async function dev(act: (child: ChildProcess, workspace: Workspace) => void): Promise<CliResult> {
    const workspace = makeWorkspace()
    return workspace.cli(['dev', '--json'], {
      onStart: (child) => createInterface({ input: child.stdout! }).once('line', () => act(child, workspace)),
    })
  }

  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])('ends well by %s', async (signal) => {
    // The line is there before the command waits for its end.
    const ended = await dev((child) => void setTimeout(() => child.kill(signal), 1_000))
    expect([ended.code, ended.signal]).toEqual([0, null])
  })

  it('ends when whoever started it has gone', async () => {
    const { code } = await dev((child, workspace) => {
      child.stdout?.destroy()
      setTimeout(() => workspace.write('articles/new.md', article({ title: 'New' }, 'Text.')), 1_000)
    })
    expect(code).toBe(141)
  })
})
