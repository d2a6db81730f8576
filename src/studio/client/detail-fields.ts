/** What a key holds: a line, a text of several, a day, names, subjects, or the articles of an issue. */
export type DetailKind = 'line' | 'text' | 'day' | 'picture' | 'names' | 'subjects' | 'articles'

/** An item of a list: a name, a subject, or an article by its slug. */
export interface DetailItem {
  text: string
  /** An article that is carried as its summary only. */
  as?: 'summary'
}

/** What front matter says under a key; what is empty is not there. */
export type DetailValue = string | readonly DetailItem[]

/** A key of front matter that has a field in the form. */
export interface DetailField {
  key: string
  /** Means the same where the text has it. */
  otherKey?: string
  kind: DetailKind
  label: string
  hint?: string
  /** A text without it is no article, and no issue. */
  isNeeded?: boolean
}

/** The fields of each kind of file, in their order; rarer keys are in the text alone. */
export const detailFields: Record<'article' | 'issue', readonly DetailField[]> = {
  article: [
    { key: 'title', kind: 'line', label: 'Title', isNeeded: true },
    {
      key: 'summary',
      kind: 'text',
      label: 'Summary',
      hint: 'One or two sentences, which stand for the article in lists.',
    },
    { key: 'date', kind: 'day', label: 'Date', hint: 'When it was written.' },
    {
      key: 'authors',
      otherKey: 'author',
      kind: 'names',
      label: 'Authors',
      hint: 'Each in a line of its own.',
    },
    { key: 'tags', kind: 'subjects', label: 'Tags', hint: 'Subjects, with commas between them.' },
    { key: 'series', kind: 'line', label: 'Series', hint: 'For articles that continue each other.' },
    { key: 'image', kind: 'picture', label: 'Picture' },
    {
      key: 'imageAlt',
      kind: 'line',
      label: 'What the picture shows',
      hint: 'For readers who do not see it. A picture needs it.',
    },
  ],
  issue: [
    { key: 'subject', kind: 'line', label: 'Subject', isNeeded: true },
    {
      key: 'preheader',
      kind: 'line',
      label: 'Preheader',
      hint: 'What inboxes show after the subject. Say something the subject does not.',
    },
    { key: 'date', kind: 'day', label: 'Date', hint: 'The day it is dated.', isNeeded: true },
    { key: 'articles', kind: 'articles', label: 'Articles', hint: 'It comes last; move it from there.' },
  ],
}

/** What is typed, as front matter is read: without signs that nobody sees, and without blanks round it. */
export function cleaned(typed: string, kind: DetailKind): string {
  const controls = kind === 'text' ? /[[\p{Cc}\p{Zl}\p{Zp}]--[\t\n]]/gv : /[\p{Cc}\p{Zl}\p{Zp}]/gu
  return typed.replace(controls, ' ').trim()
}
