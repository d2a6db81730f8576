import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  editMember,
  liftSuppressions,
  preferencesOf,
  setPreference,
  suppress,
  suppressionsOf,
} from '../../../src/members/index.ts'
import type { SuppressionReason } from '../../../src/model/member.ts'
import { addressOf } from '../../members/roster-fixture.ts'
import { start } from '../report/filled-ledger.ts'
import { makeRestoring, type Restoring } from './restoring.ts'

let office: Restoring

beforeEach(async () => {
  office = await makeRestoring()
})
afterEach(() => office.remove())

const day = 86_400_000

async function leave(addressKey: string, since: number, reason: SuppressionReason = 'left'): Promise<void> {
  expect(
    await suppress(office.database(), {
      addressKey,
      scope: 'newsletter',
      reason,
      since,
      evidence: 'a letter',
    }),
  ).toBe(true)
}

async function comeBack(addressKey: string): Promise<void> {
  const by = { by: 'member', at: start + day }
  expect(await liftSuppressions(office.database(), { addressKey, ...by })).toBe(1)
}

/** Why an address gets no newsletter now. */
async function held(addressKey: string): Promise<string[]> {
  const found = await suppressionsOf(office.database(), addressKey)
  return found.filter(({ liftedAt }) => liftedAt === undefined).map(({ reason }) => reason)
}

describe('who left since the backup', () => {
  it('has left after the restore, whatever the clock said when a backup was taken', async () => {
    await office.backUp('ahead', start + 3 * day)
    await office.backUp('one', start)
    await leave('ann@example.org', start + 5)
    expect(await office.restored()).toMatchObject({ backupAt: start, carried: { suppressions: 1 } })
    expect(await held('ann@example.org')).toEqual(['left'])
  })

  it('has left after the restore, whatever the clock said then', async () => {
    await office.backUp()
    await leave('ann@example.org', 0)
    await office.restored()
    expect(await held('ann@example.org')).toEqual(['left'])
    expect(await suppressionsOf(office.database(), 'ann@example.org')).toMatchObject([
      {
        since: 0,
        evidence: expect.stringMatching(/^a letter; taken over at the restore of 2026-/) as string,
      },
    ])
  })

  it('has left after a second restore of the same backup', async () => {
    await office.backUp()
    await leave('ann@example.org', start + 5)
    await office.restored()
    expect(await office.restored()).toMatchObject({ carried: { suppressions: 1 } })
    expect(await held('ann@example.org')).toEqual(['left'])
  })

  it('is carried over however many they are, but for who has come back since', async () => {
    await office.backUp()
    for (let index = 0; index <= 500; index++) await leave(`m${index}@example.org`, start + index)
    await comeBack('m500@example.org')
    expect(await office.restored()).toMatchObject({ carried: { suppressions: 500 } })
    expect(await held('m499@example.org')).toEqual(['left'])
    expect(await held('m500@example.org')).toEqual([])
  })

  it('stays what cannot be taken back, where the backup only knows that they left', async () => {
    await leave('ann@example.org', start)
    await office.backUp()
    await comeBack('ann@example.org')
    await leave('ann@example.org', start + 2 * day, 'complained')
    await office.restored()
    expect(await held('ann@example.org')).toEqual(['complained'])
  })
})

describe('who came back before the backup', () => {
  it('is back when it is restored over a database that is older than it', async () => {
    await office.add('ann@example.org')
    await leave('ann@example.org', start)
    await office.backUp('older')
    await comeBack('ann@example.org')
    await office.backUp('newer')
    await office.restored('older')
    expect(await held('ann@example.org')).toEqual(['left'])
    expect(await office.restored('newer')).toMatchObject({ carried: { suppressions: 0 } })
    expect(await held('ann@example.org')).toEqual([])
  })

  it('and left once more since has left', async () => {
    await leave('ann@example.org', start)
    await comeBack('ann@example.org')
    await office.backUp()
    await leave('ann@example.org', start + 5)
    await office.restored()
    expect(await held('ann@example.org')).toEqual(['left'])
  })
})

describe('a series', () => {
  const choose = async (id: number, wanted: boolean, at: number): Promise<void> =>
    setPreference(office.database(), id, 'branch', wanted, at)
  const chosen = async (id: number): Promise<boolean | undefined> =>
    (await preferencesOf(office.database(), id)).get('branch')

  it('that a member left or chose since the backup is left or chosen after the restore, whatever the clock said', async () => {
    const [ann, bob, cleo] = [
      await office.add('ann@example.org'),
      await office.add('bob@example.org'),
      await office.add('cleo@example.org'),
    ]
    await choose(bob.id, false, start)
    await choose(cleo.id, true, start + 9 * day)
    await office.backUp()
    await choose(ann.id, false, 1)
    await choose(bob.id, true, 1)
    await choose(cleo.id, false, start)
    for (let round = 0; round < 2; round++) {
      expect(await office.restored()).toMatchObject({ carried: { suppressions: 0, choices: 3 } })
      expect(await Promise.all([ann, bob, cleo].map(({ id }) => chosen(id)))).toEqual([false, true, false])
    }
  })

  it('that a member chose before the backup stays so over a database that is older', async () => {
    const ann = await office.add('ann@example.org')
    const bob = await office.add('bob@example.org')
    await choose(ann.id, false, start)
    await office.backUp('older')
    await choose(ann.id, true, start + 5)
    await office.backUp('newer', start + 6)
    await office.restored('older')
    await choose(bob.id, false, start + 7)
    expect(await office.restored('newer')).toMatchObject({ carried: { choices: 1 } })
    expect([await chosen(ann.id), await chosen(bob.id)]).toEqual([true, false])
  })

  it('is left at an address, and chosen by the member alone', async () => {
    const ann = await office.add('ann@example.org', start)
    const bob = await office.add('bob@example.org', start)
    await choose(bob.id, false, start)
    await office.backUp()
    // As after an earlier restore: the same address is another row.
    await office.database().run('UPDATE members SET created_at = created_at + 1')
    await choose(ann.id, false, start + 5)
    await choose(bob.id, true, start + 5)
    expect(await office.restored()).toMatchObject({ carried: { choices: 1 } })
    expect([await chosen(ann.id), await chosen(bob.id)]).toEqual([false, false])
  })

  it('follows a member who has moved since', async () => {
    const ann = await office.add('ann@example.org')
    await office.backUp()
    const changes = { address: addressOf('new@example.org') }
    await editMember(office.database(), ann.id, changes, { keys: undefined, now: start })
    await choose(ann.id, false, start + 5)
    await office.restored()
    expect(await chosen(ann.id)).toBe(false)
  })
})
