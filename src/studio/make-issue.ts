import { existsSync } from 'node:fs'
import path from 'node:path'
import { stringify } from 'yaml'
import { toDiagnostic, type Finding } from '../diagnostics/index.ts'
import { writeTogether } from '../workspace/files/index.ts'
import type { AuthoredList } from './authored-list.ts'
import { freeName } from './free-name.ts'
import { RequestProblem } from './problem.ts'
import type { MadeArticleAnswer, NewIssue } from './wire.ts'

const longestSubject = 300

/** Makes an issue that is a draft, with its subject and its day, the next number, and no article yet. */
export function makeIssue(root: string, list: AuthoredList, given: NewIssue): MadeArticleAnswer {
  const subject = given.subject.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  const { date } = given
  if (subject === '' || subject.length > longestSubject)
    throw new RequestProblem(
      422,
      `Unexpected subject of ${subject.length} characters, expected 1 to ${longestSubject}`,
      'Give the issue a subject of a few words: it can be changed later.',
    )
  if (!isDay(date))
    throw new RequestProblem(
      422,
      `Unexpected date \`${date}\`, expected a day`,
      'Choose a day of the calendar.',
    )
  const isTaken = (id: string): boolean => existsSync(path.join(root, `articles/issues/${id}.md`))
  const file = `articles/issues/${freeName(date.slice(0, 7), isTaken)}.md`
  const front = stringify({ ...numberAfter(list), date, subject, draft: true }, { lineWidth: 0 })
  const findings: Finding[] = []
  const files = [{ file, content: `---\n${front}---\n\n` }]
  const isWritten = writeTogether(root, files, (finding) => findings.push(finding))
  return { ...(isWritten && { file }), diagnostics: findings.map(toDiagnostic) }
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
