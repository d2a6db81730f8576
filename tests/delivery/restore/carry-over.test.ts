import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { liftSuppressions, suppress, suppressionsOf } from '../../../src/members/index.ts'
import type { SuppressionReason } from '../../../src/model/member.ts'
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
