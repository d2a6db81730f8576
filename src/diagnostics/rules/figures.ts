/** Rules of `src/figures/` and of the articles that hold its pictures: id → severity and way out. */
export const figureRules = {
  'figures/chart-without-table': {
    severity: 'error',
    note: 'Put one table, and nothing else, between `:::chart[Caption]{type=bar}` and `:::`.',
  },
} as const
