/** The media that one source becomes. */
export const editionNames = ['email', 'text', 'archive'] as const

export type EditionName = (typeof editionNames)[number]

/** Which mentions of a term an edition marks: the first of an article, the first of each section, all, none. */
export const linkPolicies = ['first', 'section', 'all', 'none'] as const

export type LinkPolicy = (typeof linkPolicies)[number]

/** Where a recipient field stands in a letter, which decides how its value is made safe. */
export const tokenContexts = ['html', 'attribute', 'url', 'url-part', 'text', 'header'] as const

export type TokenContext = (typeof tokenContexts)[number]

/** A token in a composed letter that stands for a recipient field's value. */
export interface TokenUse {
  token: string
  field: string
  context: TokenContext
}
