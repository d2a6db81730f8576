/** Rules of `src/audience/`: id → severity and way out. */
export const audienceRules = {} as const
