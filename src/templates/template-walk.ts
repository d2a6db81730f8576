import type { Template } from 'liquidjs'
import type { Output, Value } from 'liquidjs'

/** A template's children without those of the partials it names. */
export function childrenOf(template: Template): Template[] {
  if (!template.children) return []
  const steps = template.children(false, true)
  let step = steps.next()
  while (!step.done) step = steps.next(step.value)
  return step.value
}

/** Every node of a parsed template, parents first, with the names of the tags round it. */
export function* walkTemplates(templates: Template[], tags: string[] = []): Generator<[Template, string[]]> {
  for (const template of templates) {
    yield [template, tags]
    const name = tagName(template)
    yield* walkTemplates(childrenOf(template), name ? [...tags, name] : tags)
  }
}

/** `for` of a `{% for %}`, nothing for outputs and markup. */
export function tagName(template: Template): string | undefined {
  const name = (template as { name?: unknown }).name
  return typeof name === 'string' ? name : undefined
}

/** Whether the node is `{{ … }}`. */
export function isOutput(template: Template): template is Output {
  return (template as Partial<Output>).value !== undefined && tagName(template) === undefined
}

/** Whether an argument is an expression with filters, and not a bare token. */
export function isValue(argument: unknown): argument is Value {
  return typeof argument === 'object' && argument !== null && 'initial' in argument && 'filters' in argument
}
