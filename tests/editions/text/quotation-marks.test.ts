import { expect, it } from 'vitest'
import { quotationMarks } from '../../../src/editions/text/quotation-marks.ts'

it.each([
  ['en-GB', '“ ” ‘ ’'],
  ['cy', '‘ ’ “ ”'],
  ['de', '„ “ ‚ ‘'],
  ['de-AT', '„ “ ‚ ‘'],
  ['de-CH', '« » ‹ ›'],
  ['fr', '«\u00A0 \u00A0» “ ”'],
  ['pt', '« » “ ”'],
  ['pt-BR', '“ ” ‘ ’'],
  ['sr-Latn-RS', '„ ” ’ ’'],
  ['zh-Hant-TW', '「 」 『 』'],
  ['tlh', '“ ” ‘ ’'],
])('knows the quotation marks of %s', (language, signs) => {
  expect([...quotationMarks(language, 0), ...quotationMarks(language, 1)].join(' ')).toBe(signs)
  expect(quotationMarks(language, 2)).toEqual(quotationMarks(language, 0))
})
