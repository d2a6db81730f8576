import { html, type Markup } from './markup.ts'
import { clockTime, counted, moment, number, percent, reasonWords } from './report-words.ts'
import type { SendReport } from './send-report.ts'

type Group = Omit<SendReport['byVariant'][number], 'variant'>

function numberCell(count: number): Markup {
  return html`<td class="n${count === 0 ? ' zero' : ''}">${number(count)}</td>`
}

const groupHeads = ['Letters', 'Accepted', 'Refused', 'Put off', 'Uncertain', 'Waiting', 'Share accepted']

function groupCells(group: Group): Markup {
  const { total, accepted, refused, deferred, uncertain, waiting, other } = group
  return html`${[total, accepted, refused, deferred, uncertain, waiting].map(numberCell)}
    <td class="n">${percent(accepted, total - other)}</td>`
}

function scroll(label: string, table: Markup): Markup {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`
}

function head(names: readonly string[], firstNumber = 1): Markup {
  return html`<thead>
    <tr>
      ${names.map((name, index) => html`<th scope="col" ${index >= firstNumber && { markup: ' class="n"' }}>${name}</th>`)}
    </tr>
  </thead>`
}

export function domainTable({ byDomain: { domains, rest } }: SendReport): Markup {
  const foot =
    rest &&
    html`<tfoot>
      <tr>
        <th scope="row">${counted(rest.domains, 'other domain')}</th>
        ${groupCells(rest)}
      </tr>
    </tfoot>`
  return scroll(
    'By domain',
    html`<table class="wide">
      ${head(['Domain', ...groupHeads])}
      <tbody>
        ${domains.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.domain || 'forgotten members'}</th>
              ${groupCells(row)}
            </tr>`,
        )}
      </tbody>
      ${foot}
    </table>`,
  )
}

export function variantTable({ byVariant }: SendReport): Markup {
  return scroll(
    'By variant',
    html`<table class="wide">
      ${head(['Variant', ...groupHeads])}
      <tbody>
        ${byVariant.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.variant}</th>
              ${groupCells(row)}
            </tr>`,
        )}
      </tbody>
    </table>`,
  )
}

/** Each send of the issue; the one that the report is of is marked. */
export function sendsTable({ send, sends, acceptedOfIssue }: SendReport): Markup {
  const rows = sends.map(({ id, state, started, totals }) => {
    const { planned, accepted, refused, uncertain, suppressed, cancelled, waiting, handedOver } = totals
    return html`<tr>
      <th scope="row">${id}${id === send.id && ' (this one)'}</th>
      <td>${state}</td>
      <td>${started === null ? '–' : moment(started.at)}</td>
      ${[planned, accepted, refused, uncertain, suppressed + cancelled, waiting + handedOver].map(numberCell)}
    </tr>`
  })
  const heads = ['Planned', 'Accepted', 'Refused', 'Uncertain', 'Left out or cancelled', 'To go']
  return scroll(
    'All sends of this issue',
    html`<table class="wide">
      ${head(['Send', 'State', 'Began', ...heads], 3)}
      <tbody>
        ${rows}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="4">Accepted in all of them together</th>
          ${numberCell(acceptedOfIssue)}
          <td colspan="4"></td>
        </tr>
      </tfoot>
    </table>`,
  )
}

export function refusalTable({ refusals }: SendReport): Markup {
  const rows = refusals.map(({ code, enhanced, words, count, domains }) => {
    const codes = [code ?? undefined, enhanced ?? undefined].filter((one) => one !== undefined).join(' ')
    return html`<tr>
      <td class="n">${number(count)}</td>
      <td>${codes || '–'}</td>
      <td class="words">${words}</td>
      <td>${domains.join(', ')}</td>
    </tr>`
  })
  const heads = ['Code', 'What the server said', 'First domains that said so']
  return scroll(
    'Reasons of refusal',
    html`<table class="wide">
      <thead>
        <tr>
          <th scope="col" class="n">Letters</th>
          ${heads.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  )
}

export function uncertainTable({ uncertain: { listed, more } }: SendReport): Markup {
  const rows = listed.map(
    ({ member, address, handedAt, reason }) =>
      html`<tr>
        <th scope="row">${address}</th>
        <td>${member}</td>
        <td>${handedAt === null ? '–' : moment(handedAt)}</td>
        <td class="words">${reason}</td>
      </tr>`,
  )
  const foot =
    more > 0 &&
    html`<tfoot>
      <tr>
        <th scope="row" colspan="4">and ${counted(more, 'more', 'more')}: the proof names them all</th>
      </tr>
    </tfoot>`
  return scroll(
    'Uncertain letters',
    html`<table class="wide">
      ${head(['Address', 'Member', 'Handed over', 'Why'], 9)}
      <tbody>
        ${rows}
      </tbody>
      ${foot}
    </table>`,
  )
}

export function reasonTable(label: string, rows: readonly { reason: string; count: number }[]): Markup {
  return html`<table>
    <caption>
      ${label}
    </caption>
    ${head(['Reason', 'Members'])}
    <tbody>
      ${rows.map(
        ({ reason, count }) =>
          html`<tr>
            <th scope="row">${reasonWords(reason)}</th>
            ${numberCell(count)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

const mostRows = 12

/** The plot's numbers, in few enough rows to be read. */
export function acceptanceTable({ acceptance: { buckets, bucketSeconds } }: SendReport): Markup {
  const each = Math.ceil(buckets.length / mostRows)
  const isLong = buckets.length * bucketSeconds > 86_400
  const rows = buckets
    .map((bucket, index) => ({
      ...bucket,
      refusedSoFar: buckets.slice(0, index + 1).reduce((sum, one) => sum + one.refused, 0),
    }))
    .filter((_, index) => index % each === each - 1 || index === buckets.length - 1)
  const until = (from: string): string => {
    const end = new Date(Date.parse(from) + bucketSeconds * 1000).toISOString()
    return isLong ? `${end.slice(0, 10)} ${clockTime(end)}` : clockTime(end)
  }
  const body = rows.map(
    (row) =>
      html`<tr>
        <th scope="row">${until(row.from)}</th>
        ${numberCell(row.acceptedSoFar)}${numberCell(row.refusedSoFar)}
      </tr>`,
  )
  return html`<table>
    <caption>
      The same in numbers
    </caption>
    ${head(['By (UTC)', 'Accepted', 'Refused'])}
    <tbody>
      ${body}
    </tbody>
  </table>`
}
