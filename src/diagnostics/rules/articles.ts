/** Rules of `src/articles/`: id → severity and way out. */
export const articleRules = {} as const
