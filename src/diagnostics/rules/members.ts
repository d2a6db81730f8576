/** Rules of `src/members/`: id → severity and way out. */
export const memberRules = {
  'members/missing-keys': {
    severity: 'error',
    note: 'Make a key with `openssl rand -base64 32` and put it into the environment: TIDINGS_KEYS=2026:THE-KEY. Keep it as safe as the roster.',
  },
  'members/invalid-keys': {
    severity: 'error',
    note: 'Write TIDINGS_KEYS as name:secret,name:secret with the current key first; make a secret with `openssl rand -base64 32`.',
  },
  'members/unknown-segment': {
    severity: 'error',
    note: 'Name a segment of `segments` in tidings.yaml, or write a condition like `region = Wales`.',
  },
} as const
