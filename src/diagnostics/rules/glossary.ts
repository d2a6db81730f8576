/** Rules of `src/glossary/`: id → severity and way out. */
export const glossaryRules = {} as const
