import { checkExpression, parseExpression, type Expression, type OnAudienceError } from '../audience/index.ts'
import { closest, type Report } from '../diagnostics/index.ts'
import type { Settings } from '../model/settings.ts'

/**
 * Reads a segment of the settings by its name, or a condition like `region = Wales and status = active`. Reports
 * `members/unknown-segment` and the rules of conditions, and gives nothing where something is wrong.
 */
export function compileSegment(
  settings: Pick<Settings, 'segments' | 'attributes'>,
  nameOrExpression: string,
  report: Report,
): Expression | undefined {
  const wanted = nameOrExpression.trim()
  const isName = Object.hasOwn(settings.segments, wanted)
  if (!isName && /^[\w-]*$/.test(wanted)) {
    const names = Object.keys(settings.segments)
    const near = closest(wanted, names)
    report({
      rule: 'members/unknown-segment',
      message: `Unexpected segment \`${wanted}\`, expected ${near === undefined ? 'the name of a segment, or a condition' : `\`${near}\``}`,
      file: 'tidings.yaml',
      ...(names.length > 0 && { note: `The segments are ${names.map((name) => `\`${name}\``).join(', ')}.` }),
    })
    return undefined
  }
  const tell: OnAudienceError = (rule, _offset, _length, message, note) =>
    report({ rule, message, file: 'tidings.yaml', ...(note !== undefined && { note }) })
  const expression = parseExpression(isName ? settings.segments[wanted]! : wanted, tell)
  return expression && checkExpression(expression, settings.attributes, tell) ? expression : undefined
}
