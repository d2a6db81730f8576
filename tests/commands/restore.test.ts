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
