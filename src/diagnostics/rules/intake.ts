/** Rules of `src/intake/`: id → severity and way out. */
export const intakeRules = {
  'intake/unreadable': {
    severity: 'error',
    note: 'Open the file in the program that made it and save it as a Word document (.docx), as a web page or as plain text.',
  },
  'intake/lost-content': {
    severity: 'warning',
    note: 'Look at this place in the document, and write in words what is to be kept.',
  },
  'intake/missing-picture': {
    severity: 'warning',
    note: 'Put the picture’s file beside the document, where its address says, and import the document again.',
  },
} as const
