import { existsSync } from 'node:fs'
import path from 'node:path'
import type { AuthoredList } from './authored-list.ts'
import { freeName } from './free-name.ts'
import { headline } from './one-line.ts'
import { RequestProblem } from './problem.ts'
import type { MadeArticleAnswer, NewIssue } from './wire.ts'
import { writeDraft } from './write-made.ts'

/** Makes an issue that is a draft, with its subject and its day, the next number, and no article yet. */
export function makeIssue(root: string, list: AuthoredList, given: NewIssue): MadeArticleAnswer {
  const subject = headline('subject', 'issue', given.subject)
  const { date } = given
  if (!isDay(date))
    throw new RequestProblem(
      422,
      `Unexpected date \`${date}\`, expected a day`,
      'Choose a day of the calendar.',
    )
  const isTaken = (id: string): boolean => existsSync(path.join(root, `articles/issues/${id}.md`))
  const file = `articles/issues/${freeName(date.slice(0, 7), isTaken)}.md`
  return writeDraft(root, file, { ...numberAfter(list), date, subject })
}

function isDay(date: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return false
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}

/** The next, where issues are counted. */
function numberAfter(list: AuthoredList): { number?: number } {
  const numbers = list.all().flatMap(({ number }) => number ?? [])
  return numbers.length > 0 ? { number: Math.max(...numbers) + 1 } : {}
}
