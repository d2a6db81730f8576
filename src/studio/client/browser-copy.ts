import type { UnsavedText } from '../wire.ts'

/** A copy in this browser, for the time in which the server does not keep one. */
export interface BrowserCopy {
  put: (copy: UnsavedText) => void
  get: () => UnsavedText | undefined
  remove: () => void
}

/** A browser that keeps nothing, as in a private window, does no harm. */
export function browserCopy(file: string): BrowserCopy {
  const key = `tidings: ${file}`
  const tolerant = <T>(action: () => T): T | undefined => {
    try {
      return action()
    } catch {
      return undefined
    }
  }
  return {
    put: (copy) => tolerant(() => localStorage.setItem(key, JSON.stringify(copy))),
    get: () => tolerant(() => JSON.parse(localStorage.getItem(key) ?? 'null') as UnsavedText) ?? undefined,
    remove: () => tolerant(() => localStorage.removeItem(key)),
  }
}
