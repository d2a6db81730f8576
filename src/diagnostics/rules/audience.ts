/** Rules of `src/audience/`: id → severity and way out. */
export const audienceRules = {
  'audience/syntax': {
    severity: 'error',
    note: 'Write a condition like `region in [Wales, "Northern Ireland"] and not status = lapsed`.',
  },
  'audience/too-long': {
    severity: 'error',
    note: 'Shorten the condition, or declare an attribute in tidings.yaml that says the same in one word.',
  },
  'audience/too-deep': {
    severity: 'error',
    note: 'Take away parentheses and repeated `not`.',
  },
  'audience/unknown-attribute': {
    severity: 'error',
    note: 'Correct the name, or declare the attribute under `attributes` in tidings.yaml.',
  },
  'audience/unknown-value': {
    severity: 'error',
    note: 'Write one of the declared values, or add this one to the attribute’s `values` in tidings.yaml.',
  },
  'audience/wrong-type': {
    severity: 'error',
    note: 'Write a value of the attribute’s type: a number, a day like 2023-03-02, or true or false.',
  },
  'audience/recipient-field': {
    severity: 'error',
    note: 'Name the attribute alone, as in `region = Wales`. A field of `recipient` is filled in when the letter is sent, too late to choose a passage.',
  },
} as const
