import { html, type Markup } from './markup.ts'
import { otherSends } from './other-sends.ts'
import { counted } from './report-words.ts'
import type { SendReport } from './send-report.ts'

interface Notice {
  title: string
  text: string
  isBad?: boolean
}

/** What the officer should not overlook. */
export function notices(report: SendReport): Markup {
  const all = [
    mistake(report),
    several(report),
    restored(report),
    paused(report),
    uncertain(report),
    weaker(report),
    moving(report),
  ]
  const shown = all.filter((notice) => notice !== undefined)
  return html`${shown.map(
    ({ title, text, isBad }) =>
      html`<div class="notice${isBad ? ' bad' : ''}">
        <strong>${title}</strong>
        <p>${text}</p>
      </div>`,
  )}`
}

function mistake({ reconciles, reconciliation }: SendReport): Notice | undefined {
  return reconciles
    ? undefined
    : {
        title: 'The totals do not reconcile',
        text: reconciliation.replace(/^The totals do not reconcile: /, ''),
        isBad: true,
      }
}

/** Who reads of one send only must not take it for all that went. */
function several(report: SendReport): Notice | undefined {
  const sentences = otherSends(report)
  if (sentences.length === 0) return undefined
  const { id, issue } = report.send
  const others = report.sends.filter((one) => one.began && one.id !== id)
  const how = others.map((one) => `tidings send report ${issue} --send ${one.id}`).join(', ')
  const text = [...sentences, ...(how === '' ? [] : [`More of the others: ${how}.`])].join(' ')
  return { title: 'Not the only send of this issue', text }
}

function restored({ send }: SendReport): Notice | undefined {
  if (!send.mustReconcile) return undefined
  const text = `This ledger comes from a backup, and letters may have gone after that was taken. Nothing is sent before you have said which of them went: tidings send resolve ${send.issue}, with --from-csv, --accept, --resend or --keep.`
  return { title: 'To be reconciled', text, isBad: true }
}

function paused({ send }: SendReport): Notice | undefined {
  if (send.state !== 'paused' || send.mustReconcile) return undefined
  return { title: 'Paused', text: send.pauseReason ?? 'No reason was given.', isBad: true }
}

function uncertain({ totals }: SendReport): Notice | undefined {
  if (totals.uncertain === 0) return undefined
  const text = `${counted(totals.uncertain, 'letter')} may have arrived or not. They are named below, and do not go again by themselves.`
  return { title: 'Somebody has to decide', text }
}

function weaker({ promise }: SendReport): Notice | undefined {
  if (promise === 'one-letter') return undefined
  const text =
    'Another transport was used, which does not show when a letter was complete. After a crash a letter that never left counts as uncertain, and the transport’s own retries may send one twice without our seeing it.'
  return { title: 'A weaker promise', text }
}

function moving({ steady }: SendReport): Notice | undefined {
  if (steady) return undefined
  const text = 'Letters went while this was counted, so the tables can differ from the totals by a few.'
  return { title: 'The send was under way', text }
}
