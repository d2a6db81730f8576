import type { Finding, RuleId } from '../diagnostics/index.ts'
import { StepLimitError } from './render-limits.ts'
import { OutsideFolderError } from './template-files.ts'
import { placeAt } from './template-place.ts'

/** What LiquidJS's errors carry, as far as we read it. */
interface LiquidProblem {
  name: string
  message: string
  originalError?: Error
  token?: { file?: string; input: string; begin: number; end: number }
}

interface Wording {
  rule: RuleId
  message: string
}

/** The finding for an error that parsing or rendering threw; an error that is not about the template goes on. */
export function templateFinding(
  error: unknown,
  name: string,
  fileOf: (source: string) => string | undefined,
): Finding {
  const problem = error as LiquidProblem
  const { token } = problem
  const wording = wordingOf(problem, token ? token.input.slice(token.begin, token.end) : name)
  if (!token) return { ...wording, file: name }
  const file = token.file ?? fileOf(token.input) ?? name
  return { ...wording, file, place: placeAt(token.input, token.begin, token.end) }
}

function wordingOf(problem: LiquidProblem, source: string): Wording {
  const cause = rootCause(problem)
  const reason = cause.message.replace(/, file:.*$|, line:\d+.*$/s, '')
  if (cause instanceof OutsideFolderError) {
    return worded(
      'include-outside',
      `partial \`${cause.message}\` outside the templates’ folder`,
      'one inside it',
    )
  }
  if (cause instanceof StepLimitError || (cause instanceof RangeError && /call stack/.test(reason))) {
    return worded('limit', 'loop or inclusion without end', 'a template that ends')
  }
  if (/limit exceeded/.test(reason))
    return worded('limit', `size (${reason})`, 'a template within the limits')
  const variable = /^undefined variable: (.*)$/s.exec(reason)?.[1]
  if (variable?.startsWith('recipient.')) {
    return worded('recipient-field', `recipient field \`${variable.slice(10)}\``, 'a known field')
  }
  if (variable)
    return worded('unknown-variable', `variable \`${variable}\``, 'a variable that templates are given')
  const filter = /^undefined filter: (.*)$/s.exec(reason)?.[1]
  if (filter) return worded('unknown-filter', `filter \`${filter}\``, 'a filter that exists')
  const missing = /Failed to lookup "(.*?)"/.exec(reason)?.[1]
  if (missing)
    return worded('missing-file', `template \`${missing}\` that does not exist`, 'one in the folder')
  if (problem.name === 'RenderError')
    return { rule: 'templates/render', message: asUnexpected(reason, source) }
  return worded('syntax', `template syntax (${reason})`, 'a complete Liquid tag or output')
}

function rootCause(problem: LiquidProblem): Error {
  let cause: Error & { originalError?: Error } = problem
  while (cause.originalError) cause = cause.originalError
  return cause
}

function worded(rule: string, unexpected: string, expected: string): Wording {
  return { rule: `templates/${rule}` as RuleId, message: `Unexpected ${unexpected}, expected ${expected}` }
}

function asUnexpected(reason: string, source: string): string {
  if (reason.startsWith('Unexpected ')) return reason
  return `Unexpected failure of \`${source}\` (${reason}), expected a value it can work with`
}
