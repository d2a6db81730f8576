/** Rules of `src/figures/` and of the articles that hold its pictures: id → severity and way out. */
export const figureRules = {
  'figures/chart-without-table': {
    severity: 'error',
    note: 'Put one table, and nothing else, between `:::chart[Caption]{type=bar}` and `:::`.',
  },
  'figures/chart-without-numbers': {
    severity: 'error',
    note: 'Write names in the first column and numbers in the others, each with the same unit.',
  },
  'figures/chart-too-large': {
    severity: 'warning',
    note: 'Draw fewer rows: months in place of days, or the ten largest and “all others”.',
  },
  'figures/cloud-empty': {
    severity: 'warning',
    note: 'Write a word on each line, with a number after it, or remove the cloud.',
  },
  'figures/cloud-weight': {
    severity: 'warning',
    note: 'Write the word, a space and how much it weighs: `support 12`.',
  },
  'figures/word-left-out': {
    severity: 'warning',
    note: 'Shorten the list or the word. Below the picture stand all words that the cloud has.',
  },
  'figures/invalid-option': {
    severity: 'warning',
    note: 'Correct it, or leave it out: a word cloud takes `words` and `shape`, a chart takes `type`.',
  },
} as const
