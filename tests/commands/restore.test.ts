import path from 'node:path'
import { expect, it } from 'vitest'
import { run } from '../../src/commands/run.ts'
import { openDatabase } from '../../src/database/index.ts'
import { findMember } from '../../src/members/index.ts'
import { beginSession, findSession } from '../../src/server/gate/sessions.ts'
import { findLink, keepLink } from '../../src/server/gate/sign-in-links.ts'
import { lines, makeWorkspace } from '../press/workspace-fixture.ts'

it('signs everybody out, so that a sign-out since the backup is not undone', async () => {
  const { root } = makeWorkspace({ 'members.csv': lines('email', 'ann@example.org') })
  const tidings = async (...args: string[]): Promise<void> => {
    const ignore = (): void => undefined
    const terminal = { out: ignore, err: ignore, interactive: false, colour: false, env: { INIT_CWD: root } }
    expect(await run([...args, '--workspace', root], terminal)).toBe(0)
  }
  const now = Date.now()
  await tidings('members', 'import', 'members.csv', '--yes')
  const file = path.join(root, 'data/tidings.db')
  const before = await openDatabase(file)
  const ann = (await findMember(before, { address: 'ann@example.org' }))!
  await beginSession(before, 'browser', ann, now)
  await keepLink(before, 'link', { memberId: ann.id, addressKey: ann.addressKey, next: '/' }, now)
  expect(await findSession(before, 'browser', now)).toBeDefined()
  await before.close()

  await tidings('backup', 'one.db')
  await tidings('restore', 'one.db')

  const after = await openDatabase(file)
  expect(await findMember(after, { address: 'ann@example.org' })).toBeDefined()
  expect(await findSession(after, 'browser', now)).toBeUndefined()
  expect(await findLink(after, 'link')).toBeUndefined()
  await after.close()
})

it('says of a backup that is not there to name another, not to take another', async () => {
  const { root } = makeWorkspace({})
  let said = ''
  const terminal = {
    out: () => undefined,
    err: (text: string) => void (said += text),
    interactive: false,
    colour: false,
    env: { INIT_CWD: root },
  }
  expect(await run(['restore', 'nothere.db', '--workspace', root], terminal)).toBe(1)
  expect(said).toContain('delivery/backup-damaged')
  expect(said).toContain('Nothing was changed. Name a file that `tidings backup` made, or an earlier one.')
  expect(said).not.toContain('Take another backup')
})

it('asks for the keys where somebody was forgotten since the backup, and then erases them again', async () => {
  const { root } = makeWorkspace({ 'members.csv': lines('email', 'ann@example.org') })
  const keys = { TIDINGS_KEYS: `a:${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}` }
  let said = ''
  const tidings = (args: string[], env: Record<string, string> = {}): Promise<number> => {
    said = ''
    const err = (text: string): void => void (said += text)
    const terminal = { out: err, err, interactive: false, colour: false, env: { INIT_CWD: root, ...env } }
    return run([...args, '--workspace', root], terminal)
  }
  expect(await tidings(['members', 'import', 'members.csv', '--yes'])).toBe(0)
  expect(await tidings(['backup', 'one.db'])).toBe(0)
  expect(await tidings(['members', 'forget', 'ann@example.org', '--yes'], keys)).toBe(0)
  expect(await tidings(['restore', 'one.db'])).toBe(1)
  expect(said).toContain('members/missing-keys')
  expect(said).toContain('Give the keys that `tidings send` has')
  expect(await tidings(['restore', 'one.db'], { TIDINGS_KEYS: 'a:short' })).toBe(1)
  expect(said).toContain('members/invalid-keys')
  expect(await tidings(['restore', 'one.db'], keys)).toBe(0)
  expect(said).toContain('Members erased again, because they were forgotten since then: 1.')
  expect(await tidings(['members', 'show', 'ann@example.org'])).not.toBe(0)
})
