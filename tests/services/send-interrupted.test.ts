import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src/database/index.ts'
import { startSmtpServer, type SmtpServer, type SmtpServerOptions } from '../delivery/smtp-server.ts'
import { copyOf, type CliOptions, type CliResult, type Workspace } from '../press/workspace-fixture.ts'
import {
  issue,
  issueFile,
  keys,
  makeSendWorkspace,
  planHashIn,
  settingsFor,
  tidingsIn,
  totalsIn,
} from '../commands/send-workspace.ts'

vi.setConfig({ testTimeout: 120_000 })

const members = 8
const nextIssue = '2027-01'
/** So long the server takes over each dot: who asks meanwhile finds letters on the wire. */
const latencyMs = 700
let prepared: Workspace
let workspace: Workspace
let server: SmtpServer

beforeAll(async () => {
  const rows = Array.from({ length: members }, (_, n) => `${n},m${n}@example.org,Member ${n},Wales`)
  prepared = await makeSendWorkspace(...rows)
})
beforeEach(() => open({ script: { dot: [{ waitMs: latencyMs }, '250 2.0.0 queued'] } }))
afterEach(() => server.close())

async function open(options: SmtpServerOptions): Promise<void> {
  server = await startSmtpServer(options)
  workspace = copyOf(prepared)
  workspace.write('tidings.yaml', settingsFor(server.port))
}

const cli = (args: string[], options: CliOptions = {}): Promise<CliResult> =>
  workspace.cli(['send', ...args], { env: keys, ...options })

async function confirmed(...more: string[]): Promise<string[]> {
  return [issue, '--offline', '--confirm', await planHashIn(workspace, issue), ...more]
}

/** Does it once so many letters have come to the server. */
function onceThereAre(dots: number, act: (child: ChildProcess) => unknown): Pick<CliOptions, 'onStart'> {
  return {
    onStart: (child) =>
      void vi
        .waitUntil(() => server.letters.filter(({ dot }) => dot).length >= dots, { timeout: 60_000 })
        .then(() => act(child)),
  }
}

/** Nobody reads it any more, as when `tee` or `head` ends. */
function hangUp(child: ChildProcess): void {
  child.stdout?.destroy()
  child.stderr?.destroy()
}

const tidings = (...args: string[]) => tidingsIn(workspace, ['send', ...args])
const totals = (): Promise<Record<string, number>> => totalsIn(workspace)

/** Something is left, and the ledger knows what became of every letter that was on the wire. */
async function expectToGoOn(): Promise<void> {
  const accepted = [...server.accepted.keys()].length
  expect(accepted).toBeLessThan(members)
  expect(await totals()).toMatchObject({ accepted, uncertain: 0, waiting: members - accepted })
  expect((await tidings('resume', issue)).code).toBe(0)
  expect([...server.dots.values()]).toEqual(Array.from({ length: members }, () => 1))
}

describe('a send whose output nobody reads', () => {
  it('goes on to its end, whatever it has to tell', async () => {
    const { code, signal } = await cli(await confirmed(), { onStart: hangUp })
    expect([code, signal]).toEqual([0, null])
    expect(await totals()).toMatchObject({ accepted: members, uncertain: 0 })
  })

  it('comes to its end as usual when it is stopped by what ended the reader', async () => {
    const stop = onceThereAre(2, (child) => {
      hangUp(child)
      child.kill('SIGINT')
    })
    expect((await cli(await confirmed(), stop)).code).toBe(3)
    await expectToGoOn()
  })

  it('is no success where its result was asked for and went nowhere', async () => {
    const { code } = await cli(await confirmed('--json'), { onStart: hangUp })
    expect(code).toBe(141)
    expect(await totals()).toMatchObject({ accepted: members, uncertain: 0 })
  })

  it.runIf(existsSync('/dev/full'))('says so where a full disk takes none of its result', async () => {
    const { code, stderr } = await cli(await confirmed('--json'), { outputTo: '/dev/full' })
    expect(stderr).toMatch(/^Unexpected standard output that cannot be written \(.*ENOSPC.*\), expected /m)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(code).toBe(1)
    expect(await totals()).toMatchObject({ accepted: members, uncertain: 0 })
  })

  it('that repeats one letter sends it, and says it in the ledger', async () => {
    await tidings(...(await confirmed()))
    const { code } = await cli(['again', issue, '--member', '3'], { onStart: hangUp })
    expect([code, server.dots.get('m3@example.org')]).toEqual([0, 2])
    expect(await totals()).toMatchObject({ accepted: members, uncertain: 0 })
  })
})

describe('a send that is asked to end', () => {
  // A shell, npm and `timeout` pass on what the whole group was told.
  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    'by %s, twice at once, finishes what is on the wire',
    async (name) => {
      const stop = onceThereAre(2, async (child) => {
        child.kill(name)
        await sleep(100)
        child.kill(name)
      })
      const { code, stderr } = await cli(await confirmed(), stop)
      expect(stderr.match(/Finishing the letters/g)).toHaveLength(1)
      expect(code).toBe(3)
      await expectToGoOn()
    },
  )

  it('by a terminal that goes away, and by nobody who insists, waits for the answers', async () => {
    const stop = onceThereAre(2, async (child) => {
      hangUp(child)
      child.kill('SIGHUP')
      await sleep(100)
      child.kill('SIGTERM')
      await sleep(100)
      child.kill('SIGHUP')
    })
    expect((await cli(await confirmed(), stop)).code).toBe(3)
    await expectToGoOn()
  })

  it('by Ctrl-C, and by Ctrl-C again after a while, does not wait', async () => {
    await server.close()
    await open({ script: { dot: { do: 'silence' } } })
    const stop = onceThereAre(2, async (child) => {
      child.kill('SIGINT')
      await sleep(1_500)
      child.kill('SIGINT')
    })
    expect((await cli(await confirmed(), stop)).code).toBe(3)
    server.dropAll()
    expect(await totals()).toMatchObject({ accepted: 0, uncertain: 2, waiting: members - 2 })
  })

  it('that was due begins no other, and is no success', async () => {
    workspace.write(`articles/issues/${nextIssue}.md`, issueFile('2027-01-01'))
    await workspace.build()
    const at = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
    for (const one of [issue, nextIssue])
      await tidings(one, '--offline', '--confirm', await planHashIn(workspace, one), '--at', at)
    await runSql(`UPDATE sends SET scheduled_for = ${Date.now() - 60_000} + id`)
    const stop = onceThereAre(2, (child) => child.kill('SIGTERM'))
    expect((await cli(['due'], stop)).code).toBe(3)
    const { code, out } = await tidings('status')
    expect(out).toMatch(new RegExp(`^${nextIssue}  scheduled`, 'm'))
    expect(out).toMatch(new RegExp(`^${issue}  sending`, 'm'))
    expect([code, server.letters.length < members]).toEqual([3, true])
  })
})

async function runSql(sql: string): Promise<void> {
  const database = await openDatabase(path.join(workspace.root, 'data/tidings.db'))
  await database.run(sql)
  await database.close()
}
