import { rootedLinks } from './rooted-links.ts'

/** A page in the parts that another site puts into a page of its own. */
export interface PageFragments {
  /** What the page is, as JSON. */
  facts: string
  /** Lines for the head. */
  head: string
  /** One element with all of the content. */
  body: string
}

/** What the template `fragment.html` puts between the parts; nothing that an author writes can become a comment. */
const divider = /<!-- tidings: (?:head|body) -->/

/** Takes a page apart that `fragment.html` made. Nothing where a template of the workspace left the dividers out. */
export function splitPage(page: string, pageUrl: string): PageFragments | undefined {
  const [facts, head, body, more] = page.split(divider)
  if (facts === undefined || head === undefined || body === undefined || more !== undefined) return undefined
  return {
    facts: `${facts.trim()}\n`,
    head: `${rootedLinks(head, pageUrl).trim()}\n`,
    body: `${rootedLinks(body, pageUrl).trim()}\n`,
  }
}
