import { parseExpression, possibleOutcomes, type Expression } from '../audience/index.ts'
import type { Report } from '../diagnostics/index.ts'
import type { Issue } from '../model/issue.ts'
import type { Settings } from '../model/settings.ts'
import { hashOf } from './hash.ts'

/** The issue as some of its members get it. */
export interface Variant {
  /** The name of its folder. */
  id: string
  /** Each condition of the issue's passages, and whether it holds for these members. */
  conditions: { when: string; holds: boolean }[]
}

/** More than an officer could look through before a send. */
const maxVariants = 32

/**
 * The variants of an issue whose passages and articles have these conditions (normal forms): one for each way in
 * which the conditions can hold together for a member of the issue's audience. Reports if there are too many.
 */
export function planVariants(
  issue: Issue,
  conditions: readonly string[],
  settings: Settings,
  report: Report,
): Variant[] | undefined {
  const sources = issue.audience === undefined ? [...conditions] : [...conditions, issue.audience]
  const expressions = sources.map(parsed)
  const outcomes = possibleOutcomes(expressions, settings.attributes, maxVariants * 2)
  const own = outcomes === 'too-many' ? [] : membersOf(outcomes, conditions.length, issue)
  if (outcomes === 'too-many' || own.length > maxVariants) {
    report({
      rule: 'press/too-many-variants',
      message: `Unexpected number of variants from ${conditions.length} conditions, expected at most ${maxVariants}`,
      file: issue.file,
      place: issue.place,
    })
    return undefined
  }
  const planned = own.map((holds) =>
    conditions.map((when, index) => ({ when, holds: holds[index] ?? false })),
  )
  return named(planned)
}

/** Conditions were checked when they were read; one that does not parse is a bug. */
function parsed(source: string): Expression {
  const expression = parseExpression(source, () => undefined)
  if (!expression) throw new Error(`A condition in normal form does not parse: ${source}`)
  return expression
}

/** The outcomes of those for whom the issue's own audience holds (its condition comes last), each once. */
function membersOf(outcomes: boolean[][], conditionCount: number, issue: Issue): boolean[][] {
  const own = issue.audience === undefined ? outcomes : outcomes.filter((outcome) => outcome[conditionCount])
  const distinct = new Map(
    own.map((outcome) => [outcome.slice(0, conditionCount).join(), outcome.slice(0, conditionCount)]),
  )
  return [...distinct.values()]
}

function named(planned: Variant['conditions'][]): Variant[] {
  const names = planned.map(nameOf)
  return planned.map((conditions, index) => {
    const name = names[index] ?? ''
    const isUnique = names.indexOf(name) === names.lastIndexOf(name)
    const mark = hashOf(JSON.stringify(conditions)).slice(0, 6)
    return { id: isUnique ? name : `${name}-${mark}`, conditions }
  })
}

/** `region-in-wales-northern-ireland`; `everyone` where there is no condition, `otherwise` where none holds. */
function nameOf(conditions: Variant['conditions']): string {
  if (conditions.length === 0) return 'everyone'
  const held = conditions.filter(({ holds }) => holds).map(({ when }) => when)
  if (held.length === 0) return 'otherwise'
  const name = held
    .join(' and ')
    .toLowerCase()
    .replace(/!=/g, ' is not ')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  return name.length <= 60 ? name : `${name.slice(0, 50)}-${hashOf(name).slice(0, 6)}`
}
