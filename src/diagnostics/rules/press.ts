/** Rules of `src/press/`: id → severity and way out. */
export const pressRules = {} as const
