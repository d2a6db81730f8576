import { markup } from '../html.ts'
import type { PageInput, PageMaker } from '../page.ts'
import { addressField } from './address-field.ts'

export interface JoinView {
  formToken: string
  address: string
  name: string
  fault?: 'badAddress' | 'stale'
}

/** The form for those who want to get the newsletter. */
export function joinPage({ words, settings, prefix }: PageMaker, view: JoinView): PageInput {
  const { join } = words
  const content = markup`${view.fault === 'stale' && markup`<p class="status" role="alert">${join.stale}</p>`}
    <p>${join.introduction}</p>
    <form method="post" action="${prefix}/subscribe" novalidate>
      <input type="hidden" name="form" value="${view.formToken}">
      ${addressField(join, view.address, view.fault === 'badAddress')}
      <div class="field">
        <label for="name">${join.name} <span class="optional">(${join.optional})</span></label>
        <input type="text" id="name" name="name" value="${view.name}" autocomplete="name" maxlength="100">
      </div>
      <p class="hint">${join.privacy(settings.organisation)}</p>
      <button type="submit">${join.button}</button>
    </form>`
  return { title: join.title(settings.title), content }
}

/** The same for everybody, whoever is or is not on the roster. */
export function sentPage({ words }: PageMaker): PageInput {
  const { join } = words
  return {
    title: join.sentTitle,
    content: markup`<p role="status">${join.sent}</p>
      <p class="hint">${join.sentHint}</p>`,
  }
}

export interface ConfirmView {
  /** Where its form goes. */
  action: string
  formToken: string
  /** The page that was answered had been open for too long. */
  isStale?: boolean
}

/** The button behind the link of a confirmation letter: a scanner that follows the link confirms nothing. */
export function confirmPage({ words, settings }: PageMaker, view: ConfirmView): PageInput {
  const { confirm, join } = words
  return {
    title: confirm.title,
    content: markup`${view.isStale === true && markup`<p class="status" role="alert">${join.stale}</p>`}
      <p>${confirm.question(settings.title)}</p>
      <form method="post" action="${view.action}">
        <input type="hidden" name="form" value="${view.formToken}">
        <button type="submit">${confirm.button}</button>
      </form>
      <p class="hint">${words.join.privacy(settings.organisation)}</p>`,
  }
}

export function confirmedPage({ words, settings }: PageMaker): PageInput {
  const { confirm } = words
  return {
    title: confirm.doneTitle,
    content: markup`<p role="status">${confirm.done(settings.title)}</p>
      <p>${confirm.leaveHint}</p>`,
  }
}
