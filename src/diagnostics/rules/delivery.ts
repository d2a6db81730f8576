/** Rules of `src/delivery/`: id → severity and way out. */
export const deliveryRules = {
  'delivery/database': {
    severity: 'error',
    note: 'Nothing was changed. See whether the path is right: `database` in tidings.yaml.',
  },
} as const
