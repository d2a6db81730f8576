import path from 'node:path'
import { expect, it } from 'vitest'
import { highestIds, openDatabase, raiseIds } from '../../src/database/index.ts'
import { makeFolder } from '../made-folders.ts'

it('ids are higher than those that were given elsewhere, and never lowered', async () => {
  const database = await openDatabase(path.join(makeFolder(), 'tidings.db'))
  expect(await highestIds(database)).toEqual({ members: 0, applications: 0 })
  await database.transaction((queries) => raiseIds(queries, { members: 7, applications: 0 }))
  await database.transaction((queries) => raiseIds(queries, { members: 3, applications: 2 ** 41 }))
  expect(await highestIds(database)).toEqual({ members: 7, applications: 2 ** 41 })
  await database.run(
    `INSERT INTO members (address, address_key, domain, status, created_at, changed_at)
     VALUES ('a@example.org', 'a@example.org', 'example.org', 'active', 0, 0)`,
  )
  expect(await database.get('SELECT id FROM members')).toMatchObject({ id: 8 })
  await database.close()
})
