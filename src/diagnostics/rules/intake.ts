/** Rules of `src/intake/`: id → severity and way out. */
export const intakeRules = {
  'intake/unreadable-document': {
    severity: 'error',
    note: 'Open it in the program that it comes from, save it as a Word document (`.docx`), and import that.',
  },
  'intake/empty-document': { severity: 'error', note: 'Look whether it is the right file.' },
  'intake/lost-content': {
    severity: 'warning',
    note: 'Look at this place in the document, and write in words what is to be kept.',
  },
  'intake/lost-picture': {
    severity: 'warning',
    note: 'Save the picture from the document as PNG or JPEG beside the article, and name it there.',
  },
  'intake/unsettled-change': {
    severity: 'warning',
    note: 'Accept or reject the changes in Word and import the document again, or look at these places in the article.',
  },
  'intake/left-out': {
    severity: 'info',
    note: 'Write it into the article if members are to read it.',
  },
  'intake/changed-form': {
    severity: 'info',
    note: 'Look at this place in the article.',
  },
  'intake/existing-article': {
    severity: 'error',
    note: 'Name another article with `--as`, or add `--replace` to write over this one.',
  },
} as const
