import { describe, expect, it } from 'vitest'
import { conditionLabel } from '../../../src/editions/archive/condition-label.ts'
import { messages } from '../../../src/templates/index.ts'

describe('an audience condition as a reader sees it', () => {
  it.each([
    ['region = Wales', 'region: Wales'],
    ['region != "Northern Ireland"', 'region not: Northern Ireland'],
    ['region in [Wales]', 'region: Wales'],
    ['region in [England, Scotland, Wales]', 'region: England, Scotland or Wales'],
    ['region not in [Wales, Scotland]', 'region not: Wales or Scotland'],
    ['age < 30', 'age < 30'],
    ['joined >= 2020-01-01', 'joined ≥ 2020-01-01'],
    ['region = Wales and role = officer', 'region: Wales, and role: officer'],
    ['(a = 1 or b = 2) and c = 3', '(a: 1, or b: 2) and c: 3'],
    ['not region = Wales', 'not region: Wales'],
    ['name = "a \\"b\\" and [c]"', 'name: a "b" and [c]'],
  ])('%s → %s', (when, label) => {
    expect(conditionLabel(when, messages('en'))).toBe(label)
  })
})
