import type { AttributeDeclaration } from '../model/settings.ts'
import { withBuiltIn } from './check-expression.ts'
import { evaluate, truthOf, type MemberAttributes } from './evaluate.ts'
import { testsOf, type Expression, type Test } from './expression.ts'

type Value = string | number | boolean | undefined

/** Combinations tried for expressions that share attributes, before it is too many whatever the limit. */
const maximumCombinations = 100_000

/**
 * The distinct vectors of truth that members can have over the expressions, one boolean an expression, sorted with
 * true before false; `too-many` if there are more than `limit`. Members may lack any value.
 */
export function possibleOutcomes(
  expressions: Expression[],
  attributes: Record<string, AttributeDeclaration>,
  limit: number,
): boolean[][] | 'too-many' {
  const known = withBuiltIn(attributes)
  let outcomes: boolean[][] = [expressions.map(() => false)]
  for (const group of groupByAttributes(expressions)) {
    const parts = outcomesOfGroup(
      group.map((index) => expressions[index]!),
      known,
    )
    if (parts === 'too-many' || parts.length * outcomes.length > limit) return 'too-many'
    outcomes = outcomes.flatMap((outcome) => parts.map((part) => merge(outcome, group, part)))
  }
  return outcomes.sort(trueFirst)
}

/** The indexes of the expressions, together where they share an attribute, directly or through others. */
function groupByAttributes(expressions: Expression[]): number[][] {
  let groups: { names: Set<string>; indexes: number[] }[] = []
  for (const [index, expression] of expressions.entries()) {
    const names = new Set(testsOf(expression).map((test) => test.attribute.text))
    const touching = groups.filter((group) => [...names].some((name) => group.names.has(name)))
    const merged = {
      names: new Set([...names, ...touching.flatMap((group) => [...group.names])]),
      indexes: [...touching.flatMap((group) => group.indexes), index],
    }
    groups = [...groups.filter((group) => !touching.includes(group)), merged]
  }
  return groups.map((group) => group.indexes)
}

function outcomesOfGroup(
  expressions: Expression[],
  attributes: Record<string, AttributeDeclaration>,
): boolean[][] | 'too-many' {
  let members: MemberAttributes[] = [{}]
  for (const [name, tests] of testsByAttribute(expressions)) {
    const values = telling(name, representatives(tests, attributes[name]), tests)
    if (members.length * values.length > maximumCombinations) return 'too-many'
    members = members.flatMap((member) => values.map((value) => ({ ...member, [name]: value })))
  }
  const vectors = members.map((member) => expressions.map((expression) => evaluate(expression, member)))
  return [...new Map(vectors.map((vector) => [vector.join(), vector])).values()]
}

function testsByAttribute(expressions: Expression[]): Map<string, Test[]> {
  return Map.groupBy(expressions.flatMap(testsOf), (test) => test.attribute.text)
}

/** Values that between them behave in every way a value of the attribute can; `undefined` is the missing one. */
function representatives(tests: Test[], declaration: AttributeDeclaration | undefined): Value[] {
  const texts = tests
    .flatMap((test) => (test.type === 'comparison' ? [test.value] : test.values))
    .map(({ text }) => text)
  if (declaration?.type === 'boolean') return [true, false, undefined]
  if (declaration?.type === 'number') return [...around(texts.map(Number), 1), undefined]
  if (declaration?.type === 'date')
    return [...around(texts.map(Date.parse), day / 2).map(toDayText), undefined]
  if (declaration?.values) return [...declaration.values, undefined]
  return [...texts, `other than ${texts.join()}`, undefined]
}

const day = 86_400_000

/** Half a day after a day sorts between it and the next one. */
function toDayText(time: number): string {
  const text = new Date(time).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}

/** The numbers, one below, one above, and one between each two. */
function around(numbers: number[], step: number): number[] {
  const sorted = [...new Set(numbers)].filter(Number.isFinite).sort((one, other) => one - other)
  const between = sorted.slice(1).map((number, index) => (number + sorted[index]!) / 2)
  const outside = sorted.length ? [sorted[0]! - step, sorted.at(-1)! + step] : [0]
  return [...sorted, ...between, ...outside]
}

/** One value for each way the tests can turn out. */
function telling(name: string, values: Value[], tests: Test[]): Value[] {
  const byTruth = new Map<string, Value>()
  for (const value of values) {
    const truths = tests.map((test) => String(truthOf(test, { [name]: value }))).join()
    if (!byTruth.has(truths)) byTruth.set(truths, value)
  }
  return [...byTruth.values()]
}

function merge(outcome: boolean[], group: number[], part: boolean[]): boolean[] {
  const merged = [...outcome]
  for (const [position, index] of group.entries()) merged[index] = part[position]!
  return merged
}

function trueFirst(one: boolean[], other: boolean[]): number {
  const index = one.findIndex((truth, position) => truth !== other[position])
  return index === -1 ? 0 : one[index] ? -1 : 1
}
