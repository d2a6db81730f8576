import { html, type Markup } from './markup.ts'
import type { SendReport } from './send-report.ts'

const numbers = new Intl.NumberFormat('en-GB')

export function number(count: number): string {
  return numbers.format(count)
}

/** `1 letter`, `2 letters`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`
}

export function percent(part: number, whole: number): string {
  if (whole === 0) return '–'
  const share = (part / whole) * 100
  // Not quite all is not 100 %, and not quite none is not 0.
  if (share > 99.9 && part < whole) return '99.9 %'
  if (share < 0.1 && part > 0) return '0.1 %'
  return `${Number(share.toFixed(share > 10 && share < 99 ? 0 : 1))} %`
}

const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const clockTimes = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
})

/** `3 March 2026, 09:00:12`, in UTC: a report reads the same wherever it is opened. */
export function moment(at: string): Markup {
  return html`<time datetime="${at}">${days.format(new Date(at))}, ${clockTime(at)}</time>`
}

/** `09:00:12`, or `09:00` where the seconds tell nothing. */
export function clockTime(at: string): string {
  return clockTimes.format(new Date(at)).replace(/:00$/, '')
}

export function span(seconds: number): string {
  if (seconds < 90) return counted(Math.max(1, Math.round(seconds)), 'second')
  if (seconds < 5400) return counted(Math.round(seconds / 60), 'minute')
  if (seconds < 172_800) return `${Number((seconds / 3600).toFixed(1))} hours`
  return counted(Math.round(seconds / 86_400), 'day')
}

const states: Record<SendReport['send']['state'], string> = {
  planned: 'is planned and has not begun',
  scheduled: 'waits for its time',
  sending: 'is under way',
  paused: 'is paused',
  complete: 'is complete',
  cancelled: 'was cancelled',
  expired: 'did not begin in time, and will not go out by itself',
}

export function stateWords(state: SendReport['send']['state']): string {
  return states[state]
}

const reasons: Record<string, string> = {
  left: 'left by the link in a letter',
  'left-by-mail': 'left by e-mail',
  officer: 'left out by an officer',
  bounced: 'their letters came back',
  complained: 'complained of spam',
  refused: 'their address was refused',
  forgotten: 'asked to be forgotten',
  lapsed: 'lapsed after the plan',
  series: 'left this series',
  'had-it': 'had it from an earlier send',
  'left-series': 'left this series',
}

export function reasonWords(reason: string): string {
  return reasons[reason] ?? reason
}

const kinds: Record<string, string> = {
  planned: 'Planned',
  confirmed: 'Confirmed',
  scheduled: 'Scheduled',
  started: 'Sending began',
  paused: 'Paused',
  resumed: 'Resumed',
  cancelled: 'Cancelled',
  complete: 'Complete',
  expired: 'Expired',
  resolved: 'Uncertain letters resolved',
  again: 'Sent again',
  restored: 'Restored from a backup',
  reconciled: 'Reconciled',
  recovered: 'Taken up after a process had died',
  'not-suppressed': 'Nobody suppressed',
  'suppressed-addresses': 'Addresses suppressed',
}

export function kindWords(kind: string): string {
  return kinds[kind] ?? kind
}
