import type { Problem } from '../../templates/index.ts'
import { markup, type Html } from '../html.ts'
import type { PageInput, PageMaker } from '../page.ts'

/** A page that says why there is no other, and whom to write to. */
export function problemPage({ title, text }: Problem, pages: PageMaker, more?: Html): PageInput {
  return {
    title,
    content: markup`<p>${text}</p>
      ${more} ${writeTo(pages)}`,
  }
}

/** Where a person answers. */
export function writeTo({ settings, words }: PageMaker): Html {
  const address = settings.replyTo ?? settings.sender.address
  return markup`<p>${words.problems.writeTo} <a href="mailto:${encodeURI(address)}">${address}</a></p>`
}
