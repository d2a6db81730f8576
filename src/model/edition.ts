/** The media that one source becomes. */
export const editionNames = ['email', 'text', 'archive'] as const

export type EditionName = (typeof editionNames)[number]

/** Which mentions of a term an edition marks: the first of an article, the first of each section, all, none. */
export const linkPolicies = ['first', 'section', 'all', 'none'] as const

export type LinkPolicy = (typeof linkPolicies)[number]
