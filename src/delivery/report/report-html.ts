import type { Settings } from '../../model/settings.ts'
import { acceptancePlot } from './acceptance-plot.ts'
import { html, type Markup } from './markup.ts'
import { sendOption } from './other-sends.ts'
import { notices } from './report-notices.ts'
import { reportStyle } from './report-style.ts'
import {
  acceptanceTable,
  domainTable,
  reasonTable,
  refusalTable,
  sendsTable,
  uncertainTable,
  variantTable,
} from './report-tables.ts'
import { counted, kindWords, moment, number, percent, span, stateWords } from './report-words.ts'
import type { SendReport } from './send-report.ts'

/** The report as one HTML page that needs nothing else: no script, no request. */
export function reportHtml(
  report: SendReport,
  settings: Pick<Settings, 'brand' | 'language' | 'direction'>,
): string {
  const { send } = report
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>Report: ${send.subject}</title>
        <style>
          ${{ markup: reportStyle(settings.brand) }}
        </style>
      </head>
      <body>
        <header>
          <p class="kicker">${report.publication} · report of a send · ${send.issue}</p>
          <h1 lang="${settings.language}" dir="${settings.direction}">${send.subject}</h1>
          <p class="lead">${lead(report)}</p>
        </header>
        <main>
          ${totals(report)} ${notices(report)} ${whoSection(report)} ${overTime(report)}
          ${section('All sends of this issue', report.sends.length > 1 && sendsTable(report), 'long')}
          ${section('By domain', report.byDomain.domains.length > 0 && domainTable(report), 'long')}
          ${section('By variant', report.byVariant.length > 1 && variantTable(report))}
          ${section('Why letters were refused', report.refusals.length > 0 && refusalTable(report), 'long')}
          ${uncertainSection(report)} ${leavingSection(report)} ${eventsSection(report)}
        </main>
        <footer>
          <p>Made ${moment(report.generatedAt)} UTC. All times are in UTC.</p>
          <p>Plan <code>${send.planHash}</code></p>
          <p>Content <code>${send.contentHash}</code></p>
        </footer>
      </body>
    </html> `
  return page.markup
}

function section(title: string, content: Markup | false | undefined, kind = ''): Markup {
  return content
    ? html`<section class="${kind}">
        <h2>${title}</h2>
        ${content}
      </section>`
    : html``
}

function lead(report: SendReport): string {
  const { totals } = report
  const toSend = totals.planned - totals.suppressed - totals.cancelled
  if (report.send.started === null)
    return `This send ${stateWords(report.send.state)}. ${counted(toSend, 'letter')} to send.`
  return `This send ${stateWords(report.send.state)}. ${number(totals.accepted)} of ${counted(toSend, 'letter')} accepted, ${percent(totals.accepted, toSend)}.`
}

function totals({ totals: all, reconciles, reconciliation, repeats }: SendReport): Markup {
  const groups = [
    { kind: 'accepted', count: all.accepted, label: 'accepted by a server' },
    { kind: 'refused', count: all.refused, label: 'refused for good' },
    { kind: 'uncertain', count: all.uncertain, label: 'uncertain: no answer was seen' },
    { kind: 'waiting', count: all.waiting + all.handedOver, label: 'still to go' },
    { kind: 'left-out', count: all.suppressed + all.cancelled, label: 'left out or cancelled' },
  ]
  const shown = groups.filter(
    ({ kind, count }) => count > 0 || ['accepted', 'refused', 'uncertain'].includes(kind),
  )
  return html`<section class="totals" aria-labelledby="totals">
    <h2 id="totals">${counted(all.planned, 'letter')} planned</h2>
    ${
      all.planned > 0 &&
      html`<div class="bar" aria-hidden="true">
        ${groups.filter(({ count }) => count > 0).map(({ kind, count }) => html`<span class="${kind}" style="flex:${count} 0 0"></span>`)}
      </div>`
    }
    <ul class="legend">
      ${shown.map(({ kind, count, label }) => html`<li class="${kind}"><span class="big">${number(count)}</span><small>${label}</small></li>`)}
    </ul>
    ${reconciles && proof(reconciliation, repeats)}
  </section>`
}

function proof(reconciliation: string, repeats: number): Markup {
  const besides = ` Besides, ${counted(repeats, 'letter')} sent again to members who said that theirs never came.`
  return html`<p class="proof">
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2 9l4 4 8-10" fill="none" stroke="currentColor" stroke-width="2.2" />
    </svg>
    <span>${reconciliation}${repeats > 0 && besides}</span>
  </p>`
}

function whoSection({ send, pace, promise }: SendReport): Markup {
  const fact = (name: string, who: { by: string; at: string } | null): Markup =>
    who
      ? html`<div>
          <dt>${name}</dt>
          <dd>${who.by}<small>${moment(who.at)}</small></dd>
        </div>`
      : html``
  const moments =
    send.endedAt !== null &&
    html`<div>
      <dt>Ended</dt>
      <dd>
        ${moment(send.endedAt)}${send.started && html`<small>after ${span((Date.parse(send.endedAt) - Date.parse(send.started.at)) / 1000)}</small>`}
      </dd>
    </div>`
  const scheduled =
    send.scheduledFor !== null &&
    html`<div>
      <dt>Scheduled for</dt>
      <dd>
        ${moment(send.scheduledFor)}${send.expiresAt !== null && html`<small>not later than ${moment(send.expiresAt)}</small>`}
      </dd>
    </div>`
  const speed =
    pace.busiestMinute &&
    html`<div>
      <dt>Pace</dt>
      <dd>
        ${number(pace.perSecond)} letters a second<small
          >${counted(pace.busiestMinute.letters, 'letter')} in the busiest minute</small
        >
      </dd>
    </div>`
  return html`<section>
    <h2>Who, and when</h2>
    <dl class="facts">
      ${fact('Planned', send.planned)}${fact('Confirmed', send.confirmed)}${scheduled}${fact('Sent', send.started)}${moments}${speed}
      <div>
        <dt>To</dt>
        <dd>${send.segment ?? 'every member of its audience'}</dd>
      </div>
      <div>
        <dt>Promise</dt>
        <dd>${promise === 'weaker' ? 'weaker than one letter each' : 'one letter each'}</dd>
      </div>
    </dl>
  </section>`
}

function overTime(report: SendReport): Markup {
  if (report.acceptance.buckets.length === 0) return html``
  return html`<section>
    <h2>Accepted over time</h2>
    <div class="over-time">${acceptancePlot(report)}${acceptanceTable(report)}</div>
  </section>`
}

function uncertainSection(report: SendReport): Markup {
  const { uncertain, send } = report
  if (uncertain.listed.length === 0) return html``
  return html`<section class="long">
    <h2>Uncertain letters</h2>
    <p>
      These were handed to a server whose answer was never seen: they may have arrived or not. They do not go
      again by themselves. Ask the members, or look in the mail server’s log, and say what holds:
      <code>tidings send resolve ${send.issue}${sendOption(report)} --accept --member ADDRESS</code> counts
      one as accepted, <code>--resend</code> sends it once more, and <code>--all</code> means all of them.
    </p>
    ${uncertainTable(report)}
  </section>`
}

function leavingSection({ suppressed, unsubscribes }: SendReport): Markup {
  if (suppressed.length === 0 && unsubscribes.total === 0) return html``
  const tables = [
    ...(suppressed.length > 0 ? [reasonTable('Not mailed, because they', suppressed)] : []),
    ...(unsubscribes.total > 0 ? [reasonTable('Left since the send began', unsubscribes.byReason)] : []),
  ]
  return html`<section>
    <h2>Those left out, and those who left</h2>
    <div class="pair">${tables.map((table) => html`<div>${table}</div>`)}</div>
  </section>`
}

function eventsSection({ events, moreEvents }: SendReport): Markup {
  if (events.length === 0) return html``
  const rows = events.map(
    ({ at, kind, by, detail }) =>
      html`<li>
        ${moment(at)}<span
          >${kindWords(kind)}${by !== null && ` by ${by}`}${detail !== '' && html`: ${detail}`}</span
        >
      </li>`,
  )
  const more = moreEvents > 0 && html`<p>and ${counted(moreEvents, 'more', 'more')}.</p>`
  return html`<section class="long">
    <h2>What happened</h2>
    <ol class="log">
      ${rows}
    </ol>
    ${more}
  </section>`
}
