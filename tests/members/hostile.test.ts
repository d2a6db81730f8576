import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openRoster } from './roster-fixture.ts'

const cell = fc.oneof(
  fc.constantFrom(
    'ann@example.org',
    'Bob@Example.org',
    '1',
    '2',
    '',
    'Wales',
    '"',
    '""',
    "'=1",
    '\0',
    '\uFEFF',
    '\u2028',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const sign = fc.constantFrom(',', ';', '\t', '\n', '\r\n', '\r')
const text = fc
  .tuple(
    fc.constantFrom('number,email,region\n', 'email\n', '"email', 'sep=;\nemail;name\n', ''),
    fc.array(fc.tuple(cell, sign), { maxLength: 20 }),
  )
  .map(([head, cells]) => head + cells.flat().join(''))
const bytes = fc.oneof(
  text.map((one) => Buffer.from(one)),
  text.map((one) => Buffer.from(one, 'utf16le')),
  text.map((one) => Buffer.from(`\uFEFF${one}`, 'utf16le').subarray(0, -1)),
  text.map((one) => Buffer.from(one, 'latin1')),
  fc.uint8Array({ maxLength: 60 }).map((one) => Buffer.from(one)),
)

describe('whatever a file holds', () => {
  it(
    'an import ends with members or with findings that say where, and a second one changes nothing',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(bytes, fc.boolean(), async (csv, authoritative) => {
          await using roster = await openRoster()
          const first = await roster.import(csv, { authoritative })
          const members = await roster.members()
          expect(members).toHaveLength(first.summary?.new ?? 0)
          if (!first.written) expect(first.findings).not.toEqual([])
          for (const { message } of first.findings) expect(message).toMatch(/^Unexpected [\s\S]+, expected /)
          const again = await roster.import(csv, { authoritative })
          expect(again.summary).toEqual(
            first.summary && { ...first.summary, new: 0, unchanged: first.summary.new, changed: 0 },
          )
          expect(await roster.members()).toEqual(members)
        }),
        { numRuns: 150 },
      )
    },
  )
})
