import path from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../src/database/index.ts'
import { findMember } from '../../src/members/index.ts'
import { beginSession, findSession } from '../../src/server/gate/sessions.ts'
import { findLink, keepLink } from '../../src/server/gate/sign-in-links.ts'
import { lines, makeWorkspace } from '../press/workspace-fixture.ts'
import { tidings } from './in-process.ts'

it('signs everybody out, so that a sign-out since the backup is not undone', async () => {
  const { root } = makeWorkspace({ 'members.csv': lines('email', 'ann@example.org') })
  const succeed = async (...args: string[]): Promise<void> => {
    const { code } = await tidings([...args, '--workspace', root], { env: { INIT_CWD: root } })
    expect(code).toBe(0)
  }
  const now = Date.now()
  await succeed('members', 'import', 'members.csv', '--yes')
  const file = path.join(root, 'data/tidings.db')
  const before = await openDatabase(file)
  const ann = (await findMember(before, { address: 'ann@example.org' }))!
  await beginSession(before, 'browser', ann, now)
  await keepLink(before, 'link', { memberId: ann.id, addressKey: ann.addressKey, next: '/' }, now)
  expect(await findSession(before, 'browser', now)).toBeDefined()
  await before.close()

  await succeed('backup', 'one.db')
  await succeed('restore', 'one.db')

  const after = await openDatabase(file)
  expect(await findMember(after, { address: 'ann@example.org' })).toBeDefined()
  expect(await findSession(after, 'browser', now)).toBeUndefined()
  expect(await findLink(after, 'link')).toBeUndefined()
  await after.close()
})

it('says of a backup that is not there to name another, not to take another', async () => {
  const { root } = makeWorkspace({})
  const env = { INIT_CWD: root }
  const { code, err: said } = await tidings(['restore', 'nothere.db', '--workspace', root], { env })
  expect(code).toBe(1)
  expect(said).toContain('delivery/backup-damaged')
  expect(said).toContain('Nothing was changed. Name a file that `tidings backup` made, or an earlier one.')
  expect(said).not.toContain('Take another backup')
})

it('asks for the keys where somebody was forgotten since the backup, and then erases them again', async () => {
  const { root } = makeWorkspace({ 'members.csv': lines('email', 'ann@example.org') })
  const keys = { TIDINGS_KEYS: `a:${Buffer.from('0123456789abcdefghijklmnopqrstuv').toString('base64')}` }
  let said = ''
  const codeOf = async (args: string[], keys: Record<string, string> = {}): Promise<number> => {
    const env = { INIT_CWD: root, ...keys }
    const { code, out, err } = await tidings([...args, '--workspace', root], { env })
    said = out + err
    return code
  }
  expect(await codeOf(['members', 'import', 'members.csv', '--yes'])).toBe(0)
  expect(await codeOf(['backup', 'one.db'])).toBe(0)
  expect(await codeOf(['members', 'forget', 'ann@example.org', '--yes'], keys)).toBe(0)
  expect(await codeOf(['restore', 'one.db'])).toBe(1)
  expect(said).toContain('members/missing-keys')
  expect(said).toContain('Give the keys that `tidings send` has')
  expect(await codeOf(['restore', 'one.db'], { TIDINGS_KEYS: 'a:short' })).toBe(1)
  expect(said).toContain('members/invalid-keys')
  expect(await codeOf(['restore', 'one.db'], keys)).toBe(0)
  expect(said).toContain('Members erased again, because they were forgotten since then: 1.')
  expect(await codeOf(['members', 'show', 'ann@example.org'])).not.toBe(0)
})
