/** Rules of `src/glossary/`: id → severity and way out. */
export const glossaryRules = {
  'glossary/import-not-understood': {
    severity: 'warning',
    note: 'Write the letters, at least two spaces, a tab, a colon or a dash, and what they stand for: a line each.',
  },
  'glossary/import-conflict': {
    severity: 'warning',
    note: 'The glossary keeps what it has. Correct one of the two, or give each a sense if both are right.',
  },
  'glossary/merge-not-a-list': {
    severity: 'error',
    note: 'Make the file a list of terms: each entry starts with "- term:".',
  },
  'glossary/undefined-abbreviation': {
    severity: 'warning',
    note: 'Add it to the glossary with its expansion, or to `linking.ignore` in `tidings.yaml`.',
  },
  'glossary/ambiguous-term': {
    severity: 'error',
    note: 'Say which is meant in the `senses` of the front matter, or with `:term[…]{sense=…}` for one mention.',
  },
  'glossary/unknown-sense': {
    severity: 'error',
    note: 'Name a sense that the glossary gives for these letters, or leave it out.',
  },
  'glossary/unknown-term': {
    severity: 'error',
    note: 'Add the term to the glossary, or write the letters without `:term[…]`.',
  },
  'glossary/definition-differs': {
    severity: 'warning',
    note: 'Correct the article or the glossary; if both are right, give each meaning a `sense`.',
  },
  'glossary/replaced-term': {
    severity: 'info',
    note: 'Write the new name, unless the text speaks of the time before.',
  },
  'glossary/unused-term': {
    severity: 'info',
    note: 'Keep the term if it will be used again, or take it out of the glossary.',
  },
  'glossary/invalid-term': {
    severity: 'error',
    note: 'Write two letters or more; a single letter would be found everywhere.',
  },
  'glossary/duplicate-id': {
    severity: 'error',
    note: 'Give one of the two terms an `id` of its own.',
  },
  'glossary/duplicate-term': {
    severity: 'error',
    note: 'Remove one of the two, or give each a `sense` if the letters have two meanings.',
  },
  'glossary/duplicate-spelling': {
    severity: 'error',
    note: 'Take the spelling out of `also`, or give both terms a `sense`.',
  },
  'glossary/unknown-replacement': {
    severity: 'warning',
    note: 'Add the replacement to the glossary, or correct its spelling in `replacedBy`.',
  },
  'glossary/replaced-in-circle': {
    severity: 'error',
    note: 'Take out one `replacedBy`, so that the way ends at the name in use.',
  },
} as const
