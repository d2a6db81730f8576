import type { SeriesSettings } from '../../model/settings.ts'
import { markup, type Html } from '../html.ts'
import type { PageInput, PageMaker } from '../page.ts'

export interface PreferencesView {
  /** Where its forms go. */
  action: string
  formToken: string
  /** Series that the member does not want. */
  unwanted: ReadonlySet<string>
  /** `left-lately` can be taken back here. */
  state: 'subscribed' | 'left-lately' | 'left' | 'specimen'
  notice?: 'saved' | 'stale'
}

/** What a member gets, and does not get. */
export function preferencesPage(pages: PageMaker, view: PreferencesView): PageInput {
  const { preferences } = pages.words
  const { series, title } = pages.settings
  const choices = series.length > 0 ? seriesForm(pages, view) : markup`<p>${preferences.nothingToChoose}</p>`
  const content = markup`${noticeOf(pages, view)}
  ${series.length > 0 && markup`<p>${preferences.introduction(title)}</p>`}
  ${view.state === 'subscribed' || view.state === 'specimen' ? choices : undefined}
  ${leavingSection(pages, view)}`
  return { title: preferences.title, content }
}

function noticeOf({ words }: PageMaker, { notice, state }: PreferencesView): Html | undefined {
  if (state === 'specimen') return markup`<p class="status">${words.preferences.specimen}</p>`
  return notice && markup`<p class="status" role="status">${words.preferences[notice]}</p>`
}

function seriesForm({ words, settings }: PageMaker, view: PreferencesView): Html {
  const { preferences } = words
  return markup`<form method="post" action="${view.action}">
    ${hiddenToken(view)}
    <fieldset lang="${settings.language}" dir="${settings.direction}">
      <legend lang="${words.language}" dir="${words.direction}">${preferences.seriesLegend}</legend>
      ${settings.series.map((one, index) => choiceOf(one, index, !view.unwanted.has(one.id)))}
    </fieldset>
    <p class="hint">${preferences.seriesHint}</p>
    <button type="submit" name="do" value="save">${preferences.save}</button>
  </form>`
}

function choiceOf({ id, title, description }: SeriesSettings, index: number, wanted: boolean): Html {
  const hint = `hint-${index}`
  return markup`<div class="choice">
    <input type="checkbox" id="series-${index}" name="series" value="${id}"${checked(wanted)}${describedBy(description && hint)}>
    <label for="series-${index}">${title}</label>
    ${description !== undefined && markup`<p class="hint" id="${hint}">${description}</p>`}
  </div>`
}

function checked(wanted: boolean): Html | undefined {
  return wanted ? markup` checked` : undefined
}

function describedBy(id: string | undefined): Html | undefined {
  return id === undefined ? undefined : markup` aria-describedby="${id}"`
}

function leavingSection({ words, settings, prefix }: PageMaker, view: PreferencesView): Html {
  const { preferences, cannotRejoin } = words
  if (view.state === 'left') {
    return markup`<section>
      <h2>${preferences.leftTitle}</h2>
      <p>${preferences.leftText(settings.title)}</p>
      ${settings.joining.open && markup`<p><a href="${prefix}/subscribe">${cannotRejoin.join}</a></p>`}
    </section>`
  }
  const isLeft = view.state === 'left-lately'
  return markup`<section>
    <h2>${isLeft ? preferences.leftTitle : preferences.leaveTitle}</h2>
    <p>${isLeft ? preferences.leftText(settings.title) : preferences.leaveText(settings.title)}</p>
    <form method="post" action="${view.action}">
      ${hiddenToken(view)}
      <button class="quiet" type="submit" name="do" value="${isLeft ? 'rejoin' : 'leave'}">
        ${isLeft ? preferences.rejoinButton : preferences.leaveButton}
      </button>
    </form>
  </section>`
}

function hiddenToken({ formToken }: PreferencesView): Html {
  return markup`<input type="hidden" name="form" value="${formToken}">`
}
