import { checkExpression, formatExpression, parseExpression, type OnAudienceError } from '../audience/index.ts'
import type { Settings } from '../model/settings.ts'

/** A condition in its normal form; what is wrong with it is reported, and then there is none. */
export function readCondition(source: string, settings: Settings, onError: OnAudienceError): string | undefined {
  const expression = parseExpression(source, onError)
  if (!expression || !checkExpression(expression, settings.attributes, onError)) return undefined
  return formatExpression(expression)
}
