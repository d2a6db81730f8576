import { describe, expect, test } from 'vitest'
import { checkExpression, parseExpression } from '../../src/audience/index.ts'
import type { AttributeDeclaration } from '../../src/model/settings.ts'

const attributes: Record<string, AttributeDeclaration> = {
  region: { type: 'text', values: ['England', 'Wales', 'Northern Ireland'] },
  branch: { type: 'text' },
  age: { type: 'number' },
  'member-since': { type: 'date' },
  retired: { type: 'boolean' },
}

function check(source: string) {
  const findings: { rule: string; text: string; note: string | undefined }[] = []
  const onError = (rule: string, offset: number, length: number, _message: string, note?: string) =>
    findings.push({ rule, text: source.slice(offset, offset + length), note })
  const isGood = checkExpression(parseExpression(source, onError)!, attributes, onError)
  expect(isGood).toBe(findings.length === 0)
  return findings
}

describe('checking against the declarations', () => {
  test.each([
    'region in [Wales, "Northern Ireland"]',
    'age >= 65 and member-since < 2001-01-01',
    'retired = true or branch = Leeds',
    'status = lapsed and language = cy',
  ])('accepts %s', (source) => {
    expect(check(source)).toEqual([])
  })

  test.each([
    ['regoin = Wales', 'audience/unknown-attribute', 'regoin', 'Did you mean `region`?'],
    ['Region = Wales', 'audience/unknown-attribute', 'Region', 'Did you mean `region`?'],
    ['constructor = 1', 'audience/unknown-attribute', 'constructor', undefined],
    ['region = wales', 'audience/unknown-value', 'wales', 'Did you mean `Wales`?'],
    ['region in [Wales, Wakes]', 'audience/unknown-value', 'Wakes', 'Did you mean `Wales`?'],
    ['status = gone', 'audience/unknown-value', 'gone', undefined],
    ['age > old', 'audience/wrong-type', 'old', undefined],
    ['member-since > 2023-02-30', 'audience/wrong-type', '2023-02-30', undefined],
    ['retired = yes', 'audience/wrong-type', 'yes', undefined],
    ['region < Wales', 'audience/wrong-type', 'region', expect.stringContaining('order')],
    ['branch = ""', 'audience/wrong-type', '""', expect.stringContaining('otherwise')],
  ])('refuses %s with %s', (source, rule, text, note) => {
    expect(check(source)).toEqual([{ rule, text, note }])
  })
})
