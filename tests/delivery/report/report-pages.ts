import { readSettings } from '../../../src/commands/with-database.ts'
import { gatherReport } from '../../../src/delivery/report/gather-report.ts'
import { reportHtml } from '../../../src/delivery/report/report-html.ts'
import type { Settings } from '../../../src/model/settings.ts'
import { addDeliveries, addSend, start, type TestLedger } from './filled-ledger.ts'

const settings = readSettings(process.cwd(), () => undefined) as Settings

/** The page of a send's report. */
export async function pageOf(ledger: TestLedger, sendId: number): Promise<string> {
  const report = await gatherReport(ledger.database, sendId, {
    now: start + 9e7,
    publication: settings.title,
  })
  return reportHtml(report!, settings).replace(/ ?(<\/?desc[^>]*>|<\/?strong[^>]*>) ?/g, '$1')
}

/** A send that was cancelled, and the next one of the issue, of which the id is given. */
export async function addSecondSend(ledger: TestLedger): Promise<number> {
  const first = await addSend(ledger.database, { issue: '2026-05', state: 'cancelled' })
  const accepted = { state: 'accepted', settledAt: start }
  await addDeliveries(ledger.database, first, [
    { ...accepted, address: 'a@example.org' },
    { address: 'b@example.org', state: 'cancelled' },
  ])
  const second = await addSend(ledger.database, { issue: '2026-05' })
  await addDeliveries(ledger.database, second, [
    { address: 'a@example.org', state: 'suppressed', reason: 'had-it' },
    { address: 'b@example.org', state: 'uncertain' },
  ])
  return second
}

/** A send of which every text would break a page that took it for markup. */
export async function addHostileSend(ledger: TestLedger): Promise<number> {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
  const id = await addSend(ledger.database, {
    issue: evil,
    state: 'paused',
    pause_reason: evil,
    planned_by: evil,
    segment: evil,
    manifest: JSON.stringify({ subject: evil }),
    must_reconcile: 1,
    promise: 'weaker',
  })
  await addDeliveries(ledger.database, id, [
    { address: `${evil}@example.org`, state: 'uncertain', reason: evil, number: evil, variant: evil },
    { address: `a@${evil}`, state: 'refused', reply: evil, code: 550, settledAt: start },
    { address: `b@example.org`, state: 'suppressed', reason: evil },
  ])
  await ledger.database.run('UPDATE sends SET planned = 7 WHERE id = ?', id)
  await ledger.database.run(
    `INSERT INTO events (send_id, at, kind, by, detail) VALUES (?, ?, ?, ?, ?)`,
    id,
    start,
    evil,
    evil,
    evil,
  )
  return id
}
