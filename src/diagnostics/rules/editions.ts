/** Rules of `src/editions/`: id → severity and way out. */
export const editionRules = {} as const
