/** The error, in plain words, for a value that a program handed over and that cannot be used. */
export function unexpectedValue(value: unknown, name: string, expected: string): TypeError {
  return new TypeError(`Unexpected ${inWords(value)} for \`${name}\`, expected ${expected}`)
}

/** Whether a value is an object with keys: no list, no `null`. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'function') return 'a function'
  return isRecord(value) ? 'an object' : String(value)
}
