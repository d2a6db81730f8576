import { describe, expect, test } from 'vitest'
import { formatExpression, parseExpression } from '../../src/audience/index.ts'

function parse(source: string) {
  const findings: { rule: string; text: string; message: string; note: string | undefined }[] = []
  const expression = parseExpression(source, (rule, offset, length, message, note) =>
    findings.push({ rule, text: source.slice(offset, offset + length), message, note }),
  )
  return { normal: expression && formatExpression(expression), findings }
}

describe('the grammar', () => {
  test.each([
    ['region=Wales', 'region = Wales'],
    ['region in [ Wales,"Northern Ireland" ]', 'region in [Wales, "Northern Ireland"]'],
    ["region NOT IN ['Wales']", 'region not in [Wales]'],
    ['not region = Wales and age >= 65', 'not region = Wales and age >= 65'],
    ['not (region = Wales and age >= 65)', 'not (region = Wales and age >= 65)'],
    ['a = 1 or b = 2 and c = 3', 'a = 1 or b = 2 and c = 3'],
    ['(a = 1 or b = 2) and c = 3', '(a = 1 or b = 2) and c = 3'],
    ['((a = 1 and (b = 2)) and c = 3)', 'a = 1 and b = 2 and c = 3'],
    ['member-since < 2020-01-01', 'member-since < 2020-01-01'],
    ['balance > -3.5', 'balance > -3.5'],
    ['region = “Northern Ireland”', 'region = "Northern Ireland"'],
    ['name = "say \\"hi\\" \\\\"', 'name = "say \\"hi\\" \\\\"'],
    ['word = "and"', 'word = "and"'],
    ['rhanbarth = Môn', 'rhanbarth = Môn'],
  ])('reads %s as %s', (source, normal) => {
    expect(parse(source)).toEqual({ normal, findings: [] })
  })

  test.each([
    ['', '', 'expected an attribute'],
    ['region', '', 'expected `=`'],
    ['region = ', '', 'expected a value'],
    ['region == Wales', '=', 'expected a value'],
    ['region = and', 'and', 'expected a value'],
    ['region = Northern Ireland', 'Ireland', 'expected `and`, `or` or the end'],
    ['region in Wales', 'Wales', 'expected `[`'],
    ['region in [Wales', '', 'expected `,` or `]`'],
    ['region in []', ']', 'expected a value'],
    ['(a = 1', '', 'expected `)`'],
    ['a = 1)', ')', 'expected `and`, `or` or the end'],
    ['a = 1 && b = 2', '&&', 'expected an attribute'],
    ['a = "open', '"open', 'expected a closing "'],
    ['and = 1', 'and', 'expected an attribute'],
  ])('refuses %j at %j', (source, text, message) => {
    const { normal, findings } = parse(source)
    expect(normal).toBeUndefined()
    expect(findings).toMatchObject([{ rule: 'audience/syntax', text }])
    expect(findings[0]!.message).toContain(message)
  })

  test('a value of two words without quotes is told about quotes', () => {
    expect(parse('region = Northern Ireland').findings[0]!.note).toContain('"Northern Ireland"')
  })

  test.each([
    ['recipient = x', 'recipient'],
    ['a = 1 and recipient.name = Ann', 'recipient.name'],
    ['{{ recipient.name }} = Ann', '{{ recipient.name }}'],
  ])('refuses the recipient in %s with a rule of its own', (source, text) => {
    expect(parse(source)).toMatchObject({
      normal: undefined,
      findings: [{ rule: 'audience/recipient-field', text }],
    })
  })
})

describe('the limits', () => {
  test('2,000 characters are read and one more is refused', () => {
    const source = 'region = '.padEnd(2_000, 'x')
    expect(parse(source).findings).toEqual([])
    expect(parse(source + 'x').findings).toMatchObject([{ rule: 'audience/too-long', text: 'x' }])
  })

  test.each(['(', 'not '])('100 nested %j are read and one more is refused', (opening) => {
    const nest = (depth: number) =>
      opening.repeat(depth) + 'a = 1' + (opening === '(' ? ')'.repeat(depth) : '')
    expect(parse(nest(100)).findings).toEqual([])
    expect(parse(nest(101)).findings).toMatchObject([{ rule: 'audience/too-deep', text: opening.trim() }])
  })
})
