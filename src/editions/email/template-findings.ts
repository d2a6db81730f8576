import type { Report } from '../../diagnostics/index.ts'
import type { MisplacedToken, TemplateEngine } from '../../templates/index.ts'
import type { MjmlProblem } from './compile-mjml.ts'

/** Reports MJML's complaints at the lines of the templates that made the MJML. */
export function reportMjmlProblems(
  problems: readonly MjmlProblem[],
  mjml: string,
  engine: TemplateEngine,
  template: string,
  scope: object,
  report: Report,
): void {
  for (const problem of problems) {
    const shown = mjml.split('\n')[problem.line - 1]?.trim().slice(0, 60) ?? ''
    const message = `Unexpected MJML (${problem.message}) in \`${shown}\`, expected MJML that its strict check accepts`
    const at = engine.locate(template, scope, problem.line, problem.tag)
    report({ rule: 'editions/invalid-mjml', message, ...at })
  }
}

/** Reports recipient fields that stand where their values cannot be made safe, at their first use in the template. */
export function reportMisplaced(
  misplaced: readonly MisplacedToken[],
  engine: TemplateEngine,
  template: string,
  report: Report,
): void {
  for (const { field, where } of misplaced) {
    const message = `Unexpected recipient field \`${field}\` in ${where}, expected it in text, a link or an attribute`
    report({ rule: 'templates/recipient-place', message, ...engine.findField(template, field) })
  }
}

/**
 * Reports a design without styles for the tables of this letter that have no room side by side, as a copy of ours from
 * before there were any: words would be broken where rows are to be shown one below the other.
 */
export function reportUnstacked(
  html: string,
  mjml: string,
  engine: TemplateEngine,
  template: string,
  scope: { stacks: readonly string[] },
  report: Report,
): void {
  const missing = scope.stacks.find((name) => !new RegExp(`\\.${name}(?![\\w-])`).test(html))
  if (missing === undefined) return
  const line = mjml.slice(0, Math.max(mjml.search(/<mj-style\b/), 0)).split('\n').length
  const message = `Unexpected styles without \`.${missing}\` where a table has no room, expected those of \`parts/stacked.mjml\``
  report({ rule: 'editions/unstacked-table', message, ...engine.locate(template, scope, line, 'mj-style') })
}
