/** Rules of `src/members/`: id → severity and way out. */
export const memberRules = {} as const
