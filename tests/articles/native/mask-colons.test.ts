import { expect, it } from 'vitest'
import { maskColons, unmaskColons } from '../../../src/articles/native/mask-colons.ts'

it.each([
  ['Key:value', 'Key\u2E3Dvalue'],
  ['10:30', '10\u2E3D30'],
  ['a :b c', 'a \u2E3Db c'],
  ['the:plain[IP]', 'the:plain[IP]'],
  ['the:other[IP]', 'the\u2E3Dother[IP]'],
  [' :other[IP]', ' :other[IP]'],
  ['https://example.org', 'https://example.org'],
  [':::note', ':::note'],
  ['::button[x]', '::button[x]'],
  ['|:---|', '|:---|'],
  ['Term\n: meaning', 'Term\n: meaning'],
])('of %j only colons that begin no directive lose their meaning', (text, masked) => {
  expect(maskColons(text)).toBe(masked)
  expect(unmaskColons(masked)).toBe(text)
})
