/** Rules of `src/glossary/`: id → severity and way out. */
export const glossaryRules = {
  'glossary/import-not-understood': {
    severity: 'warning',
    note: 'Write the letters, at least two spaces, a tab, a colon or a dash, and what they stand for.',
  },
  'glossary/import-conflict': {
    severity: 'warning',
    note: 'The glossary keeps what it has. Correct one of the two, or give each a sense if both are right.',
  },
  'glossary/merge-not-a-list': {
    severity: 'error',
    note: 'Make the file a list of terms: each entry starts with "- term:".',
  },
} as const
