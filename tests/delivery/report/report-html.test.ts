import { HtmlValidate } from 'html-validate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addRichSend, addSend, makeLedger, type TestLedger } from './filled-ledger.ts'
import { addHostileSend, addSecondSend, pageOf } from './report-pages.ts'

let ledger: TestLedger

beforeEach(async () => {
  ledger = await makeLedger()
})
afterEach(() => ledger.remove())

describe('the page of a report', () => {
  it('is valid HTML, for a rich, a hostile and an empty send', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: {
        'long-title': 'off',
        'void-style': 'off',
        'doctype-style': 'off',
        'no-inline-style': 'off',
        'prefer-native-element': 'off',
      },
    })
    const sends = [
      await addRichSend(ledger.database),
      await addHostileSend(ledger),
      await addSend(ledger.database, { issue: 'x' }),
      await addSecondSend(ledger),
    ]
    for (const id of sends) {
      const { results } = await validator.validateString(await pageOf(ledger, id))
      const found = results.flatMap(({ messages }) =>
        messages.map(({ ruleId, line, message }) => `${ruleId} ${line}: ${message}`),
      )
      expect(found).toEqual([])
    }
  })

  it('lets nothing of others become markup, and asks nobody for anything', async () => {
    const page = await pageOf(ledger, await addHostileSend(ledger))
    expect(page).not.toMatch(/<(?:script|img|link|iframe)\b/)
    expect(page).not.toMatch(/<[^>]+ (?:src|href)=|url\(|@import/)
  })

  it('says what the officer must not overlook', async () => {
    const page = await pageOf(ledger, await addHostileSend(ledger))
    for (const words of [
      'The totals do not reconcile',
      'To be reconciled',
      'Somebody has to decide',
      'A weaker promise',
    ])
      expect(page).toContain(`<strong>${words}</strong>`)
  })

  it('is not taken for all that went where the issue has another send', async () => {
    const page = await pageOf(ledger, await addSecondSend(ledger))
    expect(page).toContain('<strong>Not the only send of this issue</strong>')
    expect(page).toContain('Send 1 was cancelled, with 1 letter accepted.')
    expect(page).toContain('tidings send report 2026-05 --send 1')
    expect(page).toContain('Accepted in all of them together')
    expect(page).toContain('had it from an earlier send')
    expect(page).toContain('tidings send resolve 2026-05 --send 2 --accept')
  })

  it('gives the plot a name, a description and a table with the same numbers', async () => {
    const page = await pageOf(ledger, await addRichSend(ledger.database))
    expect(page).toMatch(/<svg[^>]*role="img" aria-labelledby="plot-title plot-desc"/)
    expect(page).toMatch(/<desc id="plot-desc">1,915 letters accepted between 3 Mar 09:00/)
    expect(page).toContain('The same in numbers')
  })
})
