import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  findMember,
  forgetMember,
  heldBack,
  liftSuppressions,
  suppress,
  suppressionsOf,
  type Keys,
} from '../../src/members/index.ts'
import { addressOf, keysOf, now, openRoster, placesOf, rulesOf, type Fixture } from './roster-fixture.ts'

let roster: Fixture

beforeEach(async () => {
  roster = await openRoster()
})

afterEach(async () => {
  await roster[Symbol.asyncDispose]()
})

const two =
  'number,email,name,region\n1,ann@example.org,Ann Smith,Wales\n2,bob@example.org,Bob Jones,England\n'

describe('an import', () => {
  it('tells what it would do before it writes, and writes nothing when that is not confirmed', async () => {
    const result = await roster.import(two, { confirm: () => false })
    expect(result.summary).toEqual({
      rows: 2,
      new: 2,
      changed: 0,
      returned: 0,
      lapsed: 0,
      unchanged: 0,
      refused: 0,
      forgotten: 0,
      suppressed: 0,
    })
    expect(result).toMatchObject({ written: false, findings: [] })
    expect(await roster.members()).toEqual([])
  })

  it('brings members in, with their values', async () => {
    const head =
      'Membership number;E-Mail Address;First Name;Surname;Region;Hours;Steward;Since;Preferred language;Consent date;Consent how'
    const result = await roster.import(
      `${head}\r\n007;Ann@Example.org;Ann;Smith;  northern  ireland;7.50;yes;2023-03-02;en-gb;2020-01-02;form\r\n`,
    )
    expect(result.findings).toEqual([])
    expect(await roster.members()).toEqual([
      {
        id: 1,
        number: '007',
        address: 'Ann@example.org',
        addressKey: 'ann@example.org',
        domain: 'example.org',
        name: 'Ann Smith',
        language: 'en-GB',
        status: 'active',
        attributes: { region: 'Northern Ireland', hours: 7.5, steward: true, since: '2023-03-02' },
        consent: { at: Date.UTC(2020, 0, 2), how: 'form', from: '' },
        createdAt: now,
        changedAt: now,
      },
    ])
  })

  it('finds a member by number, else by address, and changes only what the file says', async () => {
    await roster.import(
      'number,email,name,region,role\n1,ann@example.org,Ann,Wales,officer\n,bob@example.org,Bob,England,\n',
    )
    const result = await roster.import(
      'number,email,region\n1,ann.smith@example.org,\n2,BOB@example.org,England\n',
    )
    expect(result.summary).toMatchObject({ changed: 2, new: 0, unchanged: 0 })
    expect(
      (await roster.members()).map(({ number, address, name, attributes }) => [
        number,
        address,
        name,
        attributes,
      ]),
    ).toEqual([
      ['1', 'ann.smith@example.org', 'Ann', { role: 'officer' }],
      ['2', 'BOB@example.org', 'Bob', { region: 'England' }],
    ])
  })

  it('changes nothing the second time', async () => {
    const csv =
      'number,email,name,region,hours,steward,consent_at\n1,Ann@example.org, Ann   Smith,WALES,07.50,Y,2020-01-02\n,ü@bücher.example,,,,,\n'
    await roster.import(csv)
    const before = await roster.members()
    const again = await roster.import(csv, { now: now + 1, authoritative: true })
    expect(again.summary).toMatchObject({ unchanged: 2, changed: 0, new: 0, lapsed: 0, refused: 0 })
    expect(await roster.members()).toEqual(before)
  })

  it('keeps suppressions and consents', async () => {
    await roster.import('email,consent_at,consent_how\nann@example.org,2020-01-02,form\n')
    await suppress(roster.database, {
      addressKey: 'ann@example.org',
      scope: 'newsletter',
      reason: 'left',
      since: now,
    })
    const before = [await roster.members(), await suppressionsOf(roster.database, 'ann@example.org')]
    const result = await roster.import('email,consent_at,consent_how\nann@example.org,2026-01-02,web\n', {
      authoritative: true,
    })
    expect(result.summary).toMatchObject({ unchanged: 1 })
    expect([await roster.members(), await suppressionsOf(roster.database, 'ann@example.org')]).toEqual(before)
  })

  it('keeps a consent also where something else of the member changes', async () => {
    await roster.import('email,name,consent_at,consent_how\nann@example.org,Ann,2020-01-02,form\n')
    const result = await roster.import(
      'email,name,consent_at,consent_how\nann@example.org,Anna,2026-01-02,web\n',
    )
    expect(result.summary).toMatchObject({ changed: 1 })
    expect(await roster.members()).toMatchObject([
      { name: 'Anna', consent: { at: Date.UTC(2020, 0, 2), how: 'form', from: '' } },
    ])
  })

  it.each(['left', 'left-by-mail', 'officer', 'complained'] as const)(
    'brings nobody back by a new address who is suppressed as %s',
    async (reason) => {
      await roster.import(two)
      const { database } = roster
      const scope = reason === 'complained' ? 'address' : 'newsletter'
      await suppress(database, { addressKey: 'ann@example.org', scope, reason, evidence: 'call', since: 7 })
      const result = await roster.import('number,email\n1,new@example.org\n2,bob@example.net\n', {
        authoritative: true,
      })
      expect(result.summary).toMatchObject({ changed: 2, suppressed: 1 })
      expect(await suppressionsOf(database, 'new@example.org')).toMatchObject([
        { scope: 'newsletter', reason, evidence: 'call; taken along to a new address', since: 7 },
      ])
      expect(await suppressionsOf(database, 'ann@example.org')).toMatchObject([{ scope, reason }])
      expect(await suppressionsOf(database, 'bob@example.net')).toEqual([])
    },
  )

  it('lets a list that makes them active again bring nobody back either', async () => {
    await roster.import('number,email,status\n1,ann@example.org,lapsed\n')
    const left = { scope: 'newsletter', reason: 'left', since: now } as const
    await suppress(roster.database, { addressKey: 'ann@example.org', ...left })
    const result = await roster.import('number,email\n1,new@example.org\n', { authoritative: true })
    expect(result.summary).toMatchObject({ returned: 1, suppressed: 1 })
    expect(await suppressionsOf(roster.database, 'new@example.org')).toMatchObject([{ reason: 'left' }])
  })

  it('lets a list by which they lapse at a new address bring nobody back, when a later one makes them active', async () => {
    await roster.import('number,email,status\n1,old@example.org,active\n')
    const left = { scope: 'newsletter', reason: 'left', since: now } as const
    await suppress(roster.database, { addressKey: 'old@example.org', ...left })
    const lapsed = await roster.import('number,email,status\n1,new@example.org,lapsed\n')
    expect(lapsed.summary).toMatchObject({ lapsed: 1, suppressed: 1 })
    const back = await roster.import('number,email,status\n1,new@example.org,active\n')
    expect(back.summary).toMatchObject({ returned: 1 })
    expect(await roster.members()).toMatchObject([{ address: 'new@example.org', status: 'active' }])
    const member = { memberId: 1, addressKey: 'new@example.org' }
    expect(await heldBack(roster.database, [member])).toEqual(new Map([[1, 'left']]))
  })

  it('leaves behind with the old address that it bounced, or what was lifted', async () => {
    await roster.import(two)
    const { database } = roster
    const ann = { addressKey: 'ann@example.org', since: now }
    await suppress(database, { ...ann, scope: 'address', reason: 'bounced' })
    await suppress(database, { ...ann, scope: 'newsletter', reason: 'left' })
    await liftSuppressions(database, { ...ann, scope: 'newsletter', by: 'member', at: now })
    const bob = { addressKey: 'bob@example.org', scope: 'address', reason: 'refused', since: now } as const
    await suppress(database, bob)
    const result = await roster.import('number,email\n1,ann@example.net\n2,bob@example.net\n')
    expect(result.summary).toMatchObject({ changed: 2, suppressed: 0 })
    expect(await suppressionsOf(database, 'ann@example.net')).toEqual([])
    expect(await suppressionsOf(database, 'bob@example.net')).toEqual([])
  })

  it('lets those lapse who are absent from a list that is the truth, and those return who are in it', async () => {
    const list = (count: number): string =>
      `email\n${Array.from({ length: count }, (_, index) => `m${index}@example.org\n`).join('')}`
    await roster.import(list(10))
    expect((await roster.import(list(8))).summary).toMatchObject({ lapsed: 0 })
    expect((await roster.import(list(8), { authoritative: true })).summary).toMatchObject({
      lapsed: 2,
      unchanged: 8,
    })
    expect((await roster.members()).map(({ status }) => status)).toEqual([
      ...Array<string>(8).fill('active'),
      'lapsed',
      'lapsed',
    ])
    expect((await roster.import(list(9))).summary).toMatchObject({ unchanged: 9 })
    expect((await roster.import(list(9), { authoritative: true })).summary).toMatchObject({
      returned: 1,
      unchanged: 8,
      lapsed: 0,
    })
  })

  it('lets no more than a fifth lapse unasked', async () => {
    await roster.import(two)
    const half = two.split('\n').slice(0, 1).join('\n') + '\n3,cleo@example.org,Cleo,Wales\n'
    const refused = await roster.import(half, { authoritative: true })
    expect(rulesOf(refused.findings)).toEqual(['members/many-lapse'])
    expect(refused).toMatchObject({ written: false, summary: { new: 1, lapsed: 2 } })
    expect(await roster.members()).toHaveLength(2)
    expect((await roster.import(half, { authoritative: true, allowMany: true })).written).toBe(true)
    expect((await roster.members()).map(({ status }) => status)).toEqual(['lapsed', 'lapsed', 'active'])
  })

  it('lets nobody lapse for a mistake in their row', async () => {
    await roster.import(two)
    const wrong = await roster.import(
      two.replace('ann@example.org', 'ann@@example.org').replace('England', 'Engerland'),
      { authoritative: true },
    )
    expect(wrong.summary).toMatchObject({ refused: 2, lapsed: 0 })
    expect(placesOf(wrong.findings)).toEqual(['invalid-address@2:3', 'invalid-value@3:29'])
    expect((await roster.members()).map(({ status }) => status)).toEqual(['active', 'active'])
    const whose = await roster.import('number,email\n1,ann@example.org\n,bob\n', {
      authoritative: true,
      allowMany: true,
    })
    expect(placesOf(whose.findings)).toEqual(['invalid-address@3:2', 'unidentified-row@3:1'])
    expect(whose.written).toBe(false)
  })

  it('takes a status from its column', async () => {
    await roster.import('email,status\nann@example.org,Lapsed\nbob@example.org,current\ncleo@example.org,\n')
    expect((await roster.members()).map(({ status }) => status)).toEqual(['lapsed', 'active', 'active'])
    const result = await roster.import(
      'email,status\nann@example.org,active\nbob@example.org,former\ncleo@example.org,dead\n',
    )
    expect(result.summary).toMatchObject({ returned: 1, lapsed: 1, refused: 1 })
    expect(placesOf(result.findings)).toEqual(['invalid-value@4:18'])
  })

  it('knows forgotten people again, by whatever key, and suppresses them', async () => {
    await roster.import(two)
    const ann = await findMember(roster.database, { address: 'ann@example.org' })
    await roster.database.transaction((queries) => forgetMember(queries, keysOf('old'), ann!, now))
    const keys = keysOf('new', 'old')
    const missing = await roster.import(two, { keys: keysOf('new') })
    expect(rulesOf(missing.findings)).toEqual(['members/missing-keys'])
    expect(missing.written).toBe(false)
    const result = await roster.import(two, { keys })
    expect(result).toMatchObject({ written: true, summary: { new: 1, unchanged: 1, forgotten: 1 } })
    expect(await suppressionsOf(roster.database, 'ann@example.org')).toMatchObject([
      { scope: 'address', reason: 'forgotten' },
    ])
    expect(await suppressionsOf(roster.database, 'bob@example.org')).toEqual([])
    const moved = await roster.import('number,email\n2,ANN@example.org\n', { keys })
    expect(rulesOf(moved.findings)).toEqual(['members/address-taken'])
    await roster.import('number,email\n1,ann@example.net\n', { keys })
    expect(await suppressionsOf(roster.database, 'ann@example.net')).toMatchObject([
      { scope: 'address', reason: 'forgotten' },
    ])
  })

  it('suppresses no forgotten person again whom the officer has allowed again, and needs no key for them', async () => {
    const { database } = roster
    const keys = keysOf('new', 'old')
    const ann = { addressKey: 'ann@example.org', keys }
    const forget = (id: number, addressKey: string, by: Keys): Promise<unknown> =>
      database.transaction((queries) => forgetMember(queries, by, { id, addressKey }, now))
    const list = 'number,email\n1,ann@example.org\n'
    await roster.import(two)
    await forget(1, ann.addressKey, keysOf('old'))
    await forget(2, 'bob@example.org', keysOf('new'))
    expect((await roster.import(list, { keys })).summary).toMatchObject({ forgotten: 1 })
    expect(await liftSuppressions(database, { ...ann, by: 'officer', at: now + 1 })).toBe(2)
    for (const known of [keys, keysOf('new')]) {
      await database.run('DELETE FROM members')
      const result = await roster.import(list, { keys: known, now: now + 2 })
      expect(result).toMatchObject({ written: true, findings: [], summary: { new: 1, forgotten: 0 } })
      const found = await suppressionsOf(database, ann.addressKey, keys)
      expect(found.filter(({ liftedAt }) => liftedAt === undefined)).toEqual([])
    }
  })

  it('does not write what it did not tell', async () => {
    const result = await roster.import(two, {
      confirm: async () => {
        await roster.database.run(`DELETE FROM members`)
        await roster.database.run(
          `INSERT INTO members (address, address_key, domain, status, created_at, changed_at) VALUES ('ann@example.org', 'ann@example.org', 'example.org', 'active', 0, 0)`,
        )
        return true
      },
    })
    expect(rulesOf(result.findings)).toEqual(['members/roster-changed'])
    expect(result.written).toBe(false)
    expect(await roster.members()).toHaveLength(1)
  })
})

describe('a list', () => {
  const accents = 'E-mail;Name\r\nzoe@example.org;Zoë Müller – “Ö”\r\n'
  it.each([
    ['UTF-8', Buffer.from(accents)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${accents}`)],
    ['UTF-16 little-endian with a mark', Buffer.from(`\uFEFF${accents}`, 'utf16le')],
    ['UTF-16 big-endian with a mark', Buffer.from(`\uFEFF${accents}`, 'utf16le').swap16()],
    ['UTF-16 little-endian', Buffer.from(accents, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(accents, 'utf16le').swap16()],
    [
      'Windows-1252',
      Buffer.from(accents.replace('–', '\x96').replace('“', '\x93').replace('”', '\x94'), 'latin1'),
    ],
  ])('may be in %s', async (_name, bytes) => {
    const result = await roster.import(bytes)
    expect(result.findings).toEqual([])
    expect(await roster.members()).toMatchObject([{ name: 'Zoë Müller – “Ö”' }])
  })

  it.each([',', ';', '\t', '|'])('may have %j between cells, in lines that end anyhow', async (sign) => {
    const lines = ['"Name, first; last\tall|one"', 'email'].join(sign)
    await roster.import(
      `${lines}\r\n${['"a\r\nb"', 'ann@example.org'].join(sign)}\n${['c', 'bob@example.org'].join(sign)}\r${['d', 'cleo@example.org'].join(sign)}`,
      { map: { 'Name, first; last\tall|one': 'name' } },
    )
    expect((await roster.members()).map(({ name }) => name)).toEqual(['a b', 'c', 'd'])
  })

  it('may say the sign between cells in a line before the first', async () => {
    const result = await roster.import('sep=;\r\nemail;name\r\nann@example.org;a,b\r\nbob;b\r\n')
    expect(placesOf(result.findings)).toEqual(['invalid-address@4:1'])
    expect(await roster.members()).toMatchObject([{ name: 'a,b' }])
  })

  it('may have one column and empty rows', async () => {
    expect(
      (await roster.import('email\n\nann@example.org\n""\n   \nbob@example.org\n')).summary,
    ).toMatchObject({ rows: 2, new: 2 })
  })

  it('may have two hundred columns, of which one finding tells', async () => {
    const columns = Array.from({ length: 200 }, (_, index) => `Column ${index}`)
    const cells = columns.map((_, index) => `value ${index}`)
    const result = await roster.import(
      `email,${columns.join(',')},region\nann@example.org,${cells.join(',')},Wales\n`,
    )
    expect(placesOf(result.findings)).toEqual(['unknown-column@1:7'])
    expect(result.findings[0]?.message).toContain('200 columns')
    expect(await roster.members()).toMatchObject([{ attributes: { region: 'Wales' } }])
  })

  it('takes columns as it is told to', async () => {
    const result = await roster.import('Kontakt,Gebiet,email\nann@example.org,Wales,postal\n', {
      map: { kontakt: 'address', Gebiet: 'region', email: '-' },
    })
    expect(result.findings).toEqual([])
    expect(await roster.members()).toMatchObject([
      { address: 'ann@example.org', attributes: { region: 'Wales' } },
    ])
  })

  it('means the e-mail by Address only where nothing else does', async () => {
    await roster.import('Address,E-mail\n"14 Foundry Yard",ann@example.org\n')
    await roster.import('Address\nbob@example.org\n')
    expect((await roster.members()).map(({ address }) => address)).toEqual([
      'ann@example.org',
      'bob@example.org',
    ])
  })

  it.each([
    ['E-mail=-', 'b@example.org', []],
    ['E-mail=address', 'a@example.org', ['Primary email']],
  ])('with two columns for the e-mail is read as --map %s says', async (map, address, told) => {
    const [column, field] = map.split('=') as [string, string]
    const { findings } = await roster.import('E-mail,Primary email\na@example.org,b@example.org\n', {
      map: { [column]: field },
    })
    expect((await roster.members()).map((member) => member.address)).toEqual([address])
    expect(findings.map(({ message }) => /column `(.*?)` beside/.exec(message)?.[1])).toEqual(told)
  })

  it('tells of a column that means what another one is taken for, with the way to take it instead', async () => {
    const { findings } = await roster.import('Address,E-mail,ID,Member number\nRoad 1,a@example.org,7,12\n')
    expect(findings.map(({ message, note }) => [message, note])).toEqual([
      [
        'Unexpected column `Address` beside `E-mail`, expected one for `address`',
        'It is left out. If it is the one that counts: `--map "Address=address"`.',
      ],
      [
        'Unexpected column `ID` beside `Member number`, expected one for `number`',
        'It is left out. If it is the one that counts: `--map "ID=number"`.',
      ],
    ])
  })

  it('that is a workbook is to be saved as CSV, whatever encoding is named', async () => {
    const workbook = Buffer.from('PK\u0003\u0004\u0014\0"Ann",\n')
    for (const more of [{}, { encoding: 'windows-1252' }] as const) {
      const { findings } = await roster.import(workbook, more)
      expect(findings).toMatchObject([
        { note: expect.stringContaining('save the list as “CSV UTF-8”') as unknown },
      ])
    }
  })

  it.each([
    ['number,name\n1,Ann\n', 'missing-column@1:1'],
    ['email,E-Mail\na@example.org,b@example.org\n', 'repeated-column@1:7'],
    ['Mail,Name,E-mail\na@example.org,Ann,b@example.org\n', 'repeated-column@1:11'],
    ['E-mail,Primary email\na@example.org,b@example.org\n', 'repeated-column@1:8'],
    ['E-mail,Email address,Name\na@example.org,b@example.org,Ann\n', 'repeated-column@1:8'],
    ['email,name\n1,"Ann\n2,Bob\n', 'malformed-csv@2:1'],
    ['email,name\n\na@example.org,Ann\nb@example.org,"Bob\nc@example.org,"Cleo"\n', 'malformed-csv@4:1'],
    ['email,name\na@example.org,"Ann" Smith\n', 'malformed-csv@2:1'],
    ['email,name\na@example.org,A"nn\n', 'malformed-csv@2:1'],
    ['email,name\na@example.org,A\0nn\n', 'unreadable-text@2:16'],
    [`email,name\na@example.org,"${'x'.repeat(300_000)}"\n`, 'malformed-csv@2:1'],
    [
      Buffer.concat([
        Buffer.from('email,name\na@example.org,Zoë\nb@example.org,Zo'),
        Buffer.from([0xeb, 0x0a]),
      ]),
      'unreadable-text@3:1',
    ],
    [Buffer.from('PK\u0003\u0004\u0014\0[Content_Types].xml "\n'), 'unreadable-text@undefined:undefined'],
    [Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'unreadable-text@undefined:undefined'],
    ['', 'no-rows@undefined:undefined'],
    ['email\n', 'no-rows@undefined:undefined'],
  ])('is not read where it is %j', async (csv, finding) => {
    const result = await roster.import(csv, { authoritative: true, allowMany: true })
    expect(placesOf(result.findings)).toEqual([finding])
    expect(result).toMatchObject({ summary: undefined, written: false })
    expect(await roster.members()).toEqual([])
  })

  it.each([
    ['Telefon', 'address', 'missing-column'],
    ['email', 'adress', 'unknown-field'],
  ])('may not have %s mapped to %s', async (column, field, rule) => {
    const result = await roster.import('email\nann@example.org\n', { map: { [column]: field } })
    expect(rulesOf(result.findings)).toEqual([`members/${rule}`])
    expect(result.written).toBe(false)
  })

  it('has the rows left out that cannot be, and tells where and why', async () => {
    const result = await roster.import(
      [
        'number,email,name,region,hours,language',
        '1,ann@example.org,Ann,Wales,7,en',
        '2,"bob@example.org, rob@example.org",Bob,Wales,,',
        '3,cleo@example.org,"Cleo',
        'Two Lines",Wlaes,seven,english please',
        '4,ANN@example.org,Other Ann,,,',
        '1,dora@example.org,Dora,,,',
        '5,ed@example.org,Ed',
        '6,fay@example.org,Fay,Wales,7,en,more',
        '7,,Gus,,,',
        '8,hal@example.org,Hal\u0007,,,',
        '',
      ].join('\n'),
    )
    expect(placesOf(result.findings)).toEqual([
      'invalid-address@3:3',
      'invalid-value@5:24',
      'invalid-value@5:12',
      'invalid-value@5:18',
      'wrong-cell-count@8:1',
      'wrong-cell-count@9:1',
      'invalid-address@10:3',
      'invalid-value@11:19',
      'duplicate-row@6:1',
      'duplicate-row@7:1',
    ])
    expect(result.findings.at(-2)).toMatchObject({ related: { place: { start: { line: 2 } } } })
    expect(result.findings.at(-1)).toMatchObject({ related: { place: { start: { line: 2 } } } })
    expect(result).toMatchObject({ written: true, summary: { rows: 9, new: 1, refused: 8 } })
  })

  it('with a million mistakes gives a hundred findings', async () => {
    const result = await roster.import(`email\n${'nobody\n'.repeat(5_000)}`)
    expect(result.findings).toHaveLength(100)
    expect(result.summary).toMatchObject({ refused: 5_000 })
  })

  it('cannot give one member two rows, one by number and one by address', async () => {
    await roster.import('number,email\n1,ann@example.org\n')
    const result = await roster.import('number,email\n1,new@example.org\n,ann@example.org\n')
    expect(rulesOf(result.findings)).toEqual(['members/duplicate-row'])
    expect(await roster.members()).toMatchObject([{ number: '1', address: 'new@example.org' }])
  })

  it('cannot take a number or an address from another member', async () => {
    await roster.import(two)
    const result = await roster.import('number,email\n1,bob@example.org\n9,ann@example.org\n', {
      authoritative: true,
    })
    expect(placesOf(result.findings)).toEqual(['address-taken@2:1', 'address-taken@3:1'])
    expect((await roster.members()).map(({ number, address, status }) => [number, address, status])).toEqual([
      ['1', 'ann@example.org', 'active'],
      ['2', 'bob@example.org', 'active'],
    ])
  })
})

describe('an export', () => {
  it('cannot be run by a spreadsheet', async () => {
    await roster.import(`number,email,name,role\n-1,+ann@example.org,"=cmd|' /C calc'!A0",@SUM(1)\n`)
    expect(await roster.export()).toBe(
      `number,address,name,language,status,region,role,since,hours,steward,consent_at,consent_how,consent_from,suppressed\r\n'-1,'+ann@example.org,'=cmd|' /C calc'!A0,,active,,'@SUM(1),,,,,,,\r\n`,
    )
  })

  it('of nobody has its names of columns', async () => {
    expect(await roster.export()).toMatch(/^number,address,.*\r\n$/)
  })

  const text = fc
    .string({ unit: fc.constantFrom(...'aZ9 ,;"\'=+-@|\tÄß漢é\u0301😀\uFF1D'), maxLength: 12 })
    .map((word) => word.normalize('NFC').replace(/\s+/g, ' ').trim())
  const value = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(one, { nil: undefined })
  const people = fc.uniqueArray(
    fc.record({
      number: value(text.filter((word) => word !== '')),
      local: fc.stringMatching(/^[a-z+=-][a-z0-9'+-]{0,8}$/),
      name: text,
      status: fc.constantFrom('active' as const, 'lapsed' as const),
      region: value(fc.constantFrom('Wales', 'Northern Ireland')),
      role: value(text.filter((word) => word !== '')),
      hours: value(fc.integer({ min: -9_999, max: 9_999 }).map((cents) => cents / 100)),
      steward: value(fc.boolean()),
      consent: value(fc.record({ at: fc.integer({ min: 0, max: now }), how: text, from: text })),
    }),
    {
      maxLength: 8,
      comparator: (a, b) => a.local === b.local || (a.number !== undefined && a.number === b.number),
    },
  )

  it('is what an import reads back as the same roster, on this one and on an empty one', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (list) => {
        await using from = await openRoster()
        await using to = await openRoster()
        const { addMember } = await import('../../src/members/index.ts')
        await from.database.transaction(async (queries) => {
          for (const { local, region, role, hours, steward, number, consent, ...rest } of list) {
            const known = Object.entries({ region, role, hours, steward }).filter(
              ([, one]) => one !== undefined,
            )
            await addMember(
              queries,
              {
                ...rest,
                ...(number !== undefined && { number }),
                ...(consent && { consent }),
                address: addressOf(`${local}@example.org`),
                attributes: Object.fromEntries(known) as Record<string, string>,
              },
              { keys: undefined, now },
            )
          }
        })
        const csv = await from.export()
        if (list.length === 0) return
        expect((await to.import(csv)).findings).toEqual([])
        expect(await to.export()).toBe(csv)
        expect(await to.members()).toEqual(await from.members())
        expect((await from.import(csv)).summary).toMatchObject({ unchanged: list.length })
      }),
      { numRuns: 30 },
    )
  })
})
