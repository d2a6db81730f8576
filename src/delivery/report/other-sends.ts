import { counted, stateWords } from './report-words.ts'
import type { SendReport } from './send-report.ts'

type OtherSend = SendReport['sends'][number]

/** What the other sends of the issue mean for who got it, in sentences; none where there is but this one. */
export function otherSends({ send, sends, acceptedOfIssue }: SendReport): string[] {
  const others = sends.filter((one) => one.id !== send.id && (one.began || mayBegin(one)))
  if (others.length === 0) return []
  const together = others.some(({ began }) => began)
    ? [`Accepted in all sends of the issue together: ${counted(acceptedOfIssue, 'letter')}.`]
    : []
  return [`This is send ${send.id} of the issue.`, ...others.map(tell), ...together]
}

/** `--send` where a command would not know which send is meant. */
export function sendOption({ send, sends }: SendReport): string {
  return sends.filter(({ began }) => began).length > 1 ? ` --send ${send.id}` : ''
}

function mayBegin({ state }: OtherSend): boolean {
  return state === 'planned' || state === 'scheduled'
}

function tell({ id, state, began, totals, reconciles }: OtherSend): string {
  if (!began) return `Send ${id} ${stateWords(state)}.`
  const uncertain = totals.uncertain > 0 ? ` and ${totals.uncertain} uncertain` : ''
  const wrong = reconciles ? '' : '; its totals do not reconcile'
  return `Send ${id} ${stateWords(state)}, with ${counted(totals.accepted, 'letter')} accepted${uncertain}${wrong}.`
}
