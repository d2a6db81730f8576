import { markup, type Html } from '../html.ts'
import type { PageInput, PageMaker } from '../page.ts'
import { writeTo } from './problem-page.ts'

/** The addresses that a page about leaving leads to; no preferences for a letter that belongs to nobody. */
export interface LeaveLinks {
  leave: string
  preferences?: string | undefined
}

/** Asks, and changes nothing: scanners and previews fetch it too. */
export function leavePage({ words, settings }: PageMaker, links: LeaveLinks): PageInput {
  const { leave } = words
  const hint = links.preferences
    ? markup`<p>${leave.orChoose} <a href="${links.preferences}">${leave.choose}</a>.</p>`
    : markup`<p class="status">${leave.specimen}</p>`
  return {
    title: leave.title,
    content: markup`<p>${leave.question(settings.title)}</p>
      <p>${leave.explain}</p>
      ${leaveForm(links.leave, leave.button)} ${hint}`,
  }
}

/** RFC 8058's own field, so that a person's button and a mail program's do the same. */
function leaveForm(action: string, label: string): Html {
  return markup`<form method="post" action="${action}">
    <input type="hidden" name="List-Unsubscribe" value="One-Click">
    <input type="hidden" name="by" value="page">
    <button type="submit">${label}</button>
  </form>`
}

/** What happened, and the way back. */
export function leftPage(
  { words, settings }: PageMaker,
  links: LeaveLinks,
  rejoinToken: string | undefined,
): PageInput {
  const { left } = words
  const back =
    rejoinToken !== undefined &&
    markup`<section>
      <h2>${left.mistakeTitle}</h2>
      <p>${left.mistake}</p>
      <form method="post" action="${links.leave}">
        <input type="hidden" name="rejoin" value="${rejoinToken}">
        <button class="quiet" type="submit">${left.button}</button>
      </form>
      <p><a href="${links.preferences}">${left.choose}</a></p>
    </section>`
  return {
    title: left.title,
    content: markup`<p role="status">${left.done(settings.title)}</p>
      <p>${left.underway}</p>
      ${back}`,
  }
}

/** The person is back. */
export function rejoinedPage({ words, settings }: PageMaker, preferences: string): PageInput {
  const { rejoined } = words
  return {
    title: rejoined.title,
    content: markup`<p role="status">${rejoined.done(settings.title)}</p>
      <p><a href="${preferences}">${rejoined.choose}</a></p>`,
  }
}

/** Too late, or somebody else ended it. */
export function cannotRejoinPage(pages: PageMaker): PageInput {
  const { title, text, join } = pages.words.cannotRejoin
  const link = pages.settings.joining.open && markup`<p><a href="${pages.prefix}/subscribe">${join}</a></p> `
  return {
    title,
    content: markup`<p>${text}</p>
      ${link}${writeTo(pages)}`,
  }
}
