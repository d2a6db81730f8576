/** Rules of `src/server/`: id → severity and way out. */
export const serverRules = {} as const
