import { markup, type Html } from '../html.ts'
import type { PageInput, PageMaker } from '../page.ts'
import { addressField } from './address-field.ts'
import { writeTo } from './problem-page.ts'

export interface SignInView {
  formToken: string
  /** What was typed. */
  address: string
  /** The path to go on to. */
  next: string
  fault?: 'badAddress' | 'stale'
}

/** What everybody may read of an article. */
export interface OpenSummary {
  title: string
  summary?: string | undefined
}

/** The form that a stranger meets at every address of the archive. */
export function signInPage(pages: PageMaker, view: SignInView, summary?: OpenSummary): PageInput {
  const { words, settings } = pages
  const { gate } = words
  const form = markup`<p>${gate.introduction(settings.organisation)}</p>
    ${signInForm(pages, view)} ${notAMember(pages)}`
  if (!summary) return { title: gate.title, content: form }
  const text = summary.summary !== undefined && markup`<p>${summary.summary}</p>`
  return {
    title: summary.title,
    content: markup`<div lang="${settings.language}" dir="${settings.direction}">${text}</div>
      <section>
        <h2>${gate.readOn}</h2>
        ${form}
      </section>`,
  }
}

function signInForm({ words, prefix }: PageMaker, view: SignInView): Html {
  const { gate } = words
  return markup`${view.fault === 'stale' && markup`<p class="status" role="alert">${gate.stale}</p>`}
    <form method="post" action="${prefix}/sign-in" novalidate>
      <input type="hidden" name="form" value="${view.formToken}">
      <input type="hidden" name="next" value="${view.next}">
      ${addressField(gate, view.address, view.fault === 'badAddress')}
      <button type="submit">${gate.button}</button>
    </form>`
}

function notAMember({ words, settings, prefix }: PageMaker): Html | undefined {
  if (!settings.joining.open) return undefined
  const { notAMember: question, subscribe } = words.gate
  return markup`<p class="hint">${question} <a href="${prefix}/subscribe">${subscribe}</a>.</p>`
}

/** The same for everybody, whoever is or is not on the roster. */
export function linkSentPage({ words: { gate } }: PageMaker): PageInput {
  return {
    title: gate.sentTitle,
    content: markup`<p role="status">${gate.sent}</p>
      <p class="hint">${gate.sentHint}</p>`,
  }
}

/** The button behind the link of a letter: a scanner that follows the link uses nothing up. */
export function pressPage({ words: { gate } }: PageMaker, action: string, address: string): PageInput {
  return {
    title: gate.pressTitle,
    content: markup`<p>${gate.pressFor} <strong>${address}</strong>.</p>
      <form method="post" action="${action}">
        <button type="submit">${gate.pressButton}</button>
      </form>
      <p class="hint">${gate.pressHint}</p>`,
  }
}

/** Below what went wrong with a link. */
export function askForAnother({ words, prefix }: PageMaker, next: string): Html {
  const address = `${prefix}/sign-in?next=${encodeURIComponent(next)}`
  return markup`<p><a href="${address}">${words.gate.askForAnother}</a></p>`
}

/** Who is signed in here, and the ways out. */
export function signedInPage(pages: PageMaker, address: string, next: string): PageInput {
  const { gate } = pages.words
  return {
    title: gate.signedInTitle,
    content: markup`<p>${gate.signedInAs} <strong>${address}</strong>.</p>
      <p><a href="${next}">${gate.toTheArchive}</a></p>
      <form method="post" action="${pages.prefix}/sign-out">
        <button type="submit">${gate.signOut}</button>
      </form>
      <section>
        <form method="post" action="${pages.prefix}/sign-out">
          <input type="hidden" name="everywhere" value="yes">
          <button class="quiet" type="submit">${gate.signOutEverywhere}</button>
        </form>
        <p class="hint">${gate.signOutEverywhereHint}</p>
      </section>`,
  }
}

/** After signing out, and for who was not signed in. */
export function signedOutPage(pages: PageMaker, what: 'here' | 'everywhere' | 'already'): PageInput {
  const { gate } = pages.words
  const texts = { here: gate.signedOut, everywhere: gate.signedOutEverywhere, already: gate.notSignedIn }
  return {
    title: gate.signedOutTitle,
    content: markup`<p role="status">${texts[what]}</p>
      <p><a href="${pages.prefix}/sign-in">${gate.signInAgain}</a></p>`,
  }
}

/** A member who may read no more. */
export function cannotSignInPage(pages: PageMaker): PageInput {
  const { title, text } = pages.words.gate.cannotSignIn
  const { settings, prefix, words } = pages
  const link =
    settings.joining.open && markup`<p><a href="${prefix}/subscribe">${words.gate.subscribe}</a></p>`
  return {
    title,
    content: markup`<p>${text}</p>
      ${link} ${writeTo(pages)}`,
  }
}
