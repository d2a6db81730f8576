import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, formatExpression, parseExpression, type Expression } from '../../src/audience/index.ts'
import type { Finding } from '../../src/diagnostics/index.ts'
import {
  addMember,
  audienceTable,
  compileSegment,
  countMembers,
  setPreference,
  suppress,
  type NewMember,
} from '../../src/members/index.ts'
import type { AttributeValues, MemberStatus } from '../../src/model/member.ts'
import { addressOf, attributes, now, openRoster, type Fixture } from './roster-fixture.ts'

function parsed(source: string): Expression {
  const expression = parseExpression(source, (_rule, _offset, _length, message) => {
    throw new Error(message)
  })
  if (!expression) throw new Error(source)
  return expression
}

interface Person {
  status: MemberStatus
  language: string
  attributes: AttributeValues
}

async function fill(roster: Fixture, people: readonly Person[]): Promise<void> {
  await roster.database.transaction(async (queries) => {
    for (const [index, person] of people.entries()) {
      const input: NewMember = { ...person, address: addressOf(`m${index + 1}@example.org`) }
      await addMember(queries, input, { keys: undefined, now })
    }
  })
}

async function outcomes(roster: Fixture, conditions: readonly Expression[]): Promise<number[][]> {
  return roster.database.transaction(async (queries) => {
    const table = await audienceTable(queries, conditions)
    const columns = conditions.map((_, index) => `c${index}`).join(', ')
    const rows = await queries.all<Record<string, number>>(
      `SELECT ${columns} FROM (${table.recipients}) recipients ORDER BY member_id`,
      ...table.values,
    )
    await table.drop()
    return rows.map((row) => Object.values(row))
  })
}

const people: fc.Arbitrary<Person> = fc.record({
  status: fc.constantFrom('active', 'lapsed'),
  language: fc.constantFrom('', 'en', 'cy'),
  attributes: fc
    .record(
      {
        region: fc.constantFrom('Wales', 'WALES', 'England', 'Straße'),
        hours: fc.integer({ min: -2, max: 2 }),
        steward: fc.boolean(),
        since: fc.constantFrom('2019-04-01', '2021-04-01'),
      },
      { requiredKeys: [] },
    )
    .map((values) => values as AttributeValues),
})
const tests = [
  'region = Wales',
  'region != wales',
  'region not in [England, strasse]',
  'hours >= 0',
  'steward = true',
  'since < 2020-01-01',
  'status = active',
  'language in [cy]',
  'unknown = x',
]
const conditions = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...tests),
    tie('any').map((one) => `not (${one})`),
    fc
      .tuple(tie('any'), fc.constantFrom('and', 'or'), tie('any'))
      .map(([one, word, two]) => `(${one}) ${word} (${two})`),
  ),
})).any

describe('the audience table', () => {
  it('says of every member what evaluating each condition for them says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(people, { maxLength: 12 }),
        fc.array(conditions, { minLength: 1, maxLength: 4 }),
        async (list, sources) => {
          await using roster = await openRoster()
          await fill(roster, list)
          const expressions = sources.map(parsed)
          const expected = list.map(({ attributes: values, ...person }) =>
            expressions.map((expression) => (evaluate(expression, { ...values, ...person }) ? 1 : 0)),
          )
          expect(await outcomes(roster, expressions)).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is right where every member is a combination of their own, over many pages', async () => {
    await using roster = await openRoster()
    const count = 2_500
    await fill(
      roster,
      Array.from({ length: count }, (_, index) => ({
        status: 'active' as const,
        language: '',
        attributes: { hours: index },
      })),
    )
    const found = await outcomes(roster, [parsed('hours < 1234'), parsed('hours = 2499')])
    expect(found.map(([first]) => first)).toEqual(
      Array.from({ length: count }, (_, index) => (index < 1_234 ? 1 : 0)),
    )
    expect(found.filter(([, second]) => second === 1)).toHaveLength(1)
  })

  it('needs no condition, and serves two at a time', async () => {
    await using roster = await openRoster()
    await fill(roster, [{ status: 'active', language: '', attributes: {} }])
    const rows = await roster.database.transaction(async (queries) => {
      const [one, two] = [await audienceTable(queries, []), await audienceTable(queries, [])]
      return queries.all(
        `SELECT one.member_id FROM (${one.recipients}) one JOIN (${two.recipients}) two ON one.member_id = two.member_id`,
        ...one.values,
        ...two.values,
      )
    })
    expect(rows).toEqual([{ member_id: 1 }])
  })

  it('says why a member is held back', async () => {
    await using roster = await openRoster()
    const person = { status: 'active' as const, language: '', attributes: {} }
    await fill(roster, [person, person, person, { ...person, status: 'lapsed' }])
    await suppress(roster.database, {
      addressKey: 'm1@example.org',
      scope: 'newsletter',
      reason: 'left',
      since: now,
    })
    await suppress(roster.database, {
      addressKey: 'm4@example.org',
      scope: 'address',
      reason: 'bounced',
      since: now,
    })
    await setPreference(roster.database, 2, 'branch', false, now)
    await setPreference(roster.database, 3, 'branch', true, now)
    const reasons = (series?: string): Promise<object[]> =>
      roster.database.transaction(async (queries) => {
        const table = await audienceTable(queries, [], { series })
        return queries.all(
          `SELECT suppression FROM (${table.recipients}) r ORDER BY member_id`,
          ...table.values,
        )
      })
    expect(await reasons('branch')).toEqual(
      ['left', 'series', null, 'bounced'].map((suppression) => ({ suppression })),
    )
    expect(await reasons()).toEqual(['left', null, null, 'bounced'].map((suppression) => ({ suppression })))
    expect(await roster.database.transaction((queries) => countMembers(queries))).toEqual({
      active: 3,
      lapsed: 1,
      suppressed: { left: 1 },
    })
    expect(
      await roster.database.transaction((queries) => countMembers(queries, parsed('status = lapsed'))),
    ).toEqual({ active: 0, lapsed: 1, suppressed: {} })
  })
})

describe('a segment', () => {
  const settings = { attributes, segments: { welsh: 'region = Wales', 'in-office': 'role = officer' } }
  const compile = (text: string): { expression: Expression | undefined; rules: string[] } => {
    const found: Finding[] = []
    const expression = compileSegment(settings, text, (finding) => found.push(finding))
    return { expression, rules: found.map(({ rule }) => rule) }
  }

  it.each([
    ['welsh', 'region = Wales'],
    [' in-office ', 'role = officer'],
    ['hours>3   and (status = active)', 'hours > 3 and status = active'],
  ])('may be %j', (text, normal) => {
    const { expression, rules } = compile(text)
    expect(rules).toEqual([])
    expect(expression && formatExpression(expression)).toBe(normal)
  })

  it.each([
    ['wlesh', 'members/unknown-segment'],
    ['', 'members/unknown-segment'],
    ['region = ', 'audience/syntax'],
    ['regoin = Wales', 'audience/unknown-attribute'],
    ['hours = many', 'audience/wrong-type'],
  ])('may not be %j', (text, rule) => {
    expect(compile(text)).toEqual({ expression: undefined, rules: [rule] })
  })
})
