/** Rules of `src/templates/`: id → severity and way out. */
export const templateRules = {} as const
