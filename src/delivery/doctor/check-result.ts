/** How a check went; `skipped` is one that could not be made here. */
export type CheckState = 'ok' | 'warning' | 'error' | 'skipped'

/** One line of `tidings doctor`. */
export interface CheckResult {
  /** What was looked at, in a few words: the same in every run. */
  check: string
  state: CheckState
  /** What was found; never a secret. */
  found: string
  /** What to do about it. */
  todo?: string
}

/** A line for each state, for one check. */
export function linesOf(check: string) {
  return {
    ok: (found: string): CheckResult => ({ check, state: 'ok', found }),
    warning: (found: string, todo: string): CheckResult => ({ check, state: 'warning', found, todo }),
    error: (found: string, todo: string): CheckResult => ({ check, state: 'error', found, todo }),
    skipped: (found: string, todo?: string): CheckResult => ({
      check,
      state: 'skipped',
      found,
      ...(todo !== undefined && { todo }),
    }),
  }
}
