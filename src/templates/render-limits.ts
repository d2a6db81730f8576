import { Context, type Liquid } from 'liquidjs'

/** What one rendering may use. */
export interface TemplateLimits {
  /** Characters of all templates together. */
  parseCharacters: number
  /** Tags, outputs and stretches of markup rendered: a count, so that the same template fails on every machine. */
  renderSteps: number
  /** LiquidJS's estimate of what filters and ranges allocate. */
  memoryUnits: number
}

export const defaultLimits = {
  parseCharacters: 5_000_000,
  renderSteps: 2_000_000,
  memoryUnits: 20_000_000,
} satisfies TemplateLimits

/** A template that would run too long. */
export class StepLimitError extends Error {
  override name = 'StepLimitError'
}

type RenderLimit = Context['renderLimit']

/** LiquidJS limits a rendering by the clock; this limit has the same face and counts steps instead. */
function stepLimit(steps: number): RenderLimit {
  let left = steps
  const check = (): void => {
    if (--left < 0) throw new StepLimitError(`more than ${steps} steps`)
  }
  return { check, use: check } as unknown as RenderLimit
}

/** The context of one rendering: every name of the scope is a global, so that partials see it too. */
export function limitedContext(liquid: Liquid, scope: object, limits: TemplateLimits): Context {
  return new Context(
    {},
    liquid.options,
    { globals: scope, sync: true },
    { renderLimit: stepLimit(limits.renderSteps) },
  )
}
