/** Rules of `src/workspace/`: id → severity and way out. */
export const workspaceRules = {
  'workspace/invalid-yaml': { severity: 'error', note: 'Correct the YAML at this place.' },
  'workspace/cut-text': {
    severity: 'error',
    note: 'Put the whole text between straight quotation marks; or, if it is a comment, on a line of its own.',
  },
  'workspace/invalid-setting': {
    severity: 'error',
    note: 'Correct the value; `docs/settings.md` lists what each key takes.',
  },
  'workspace/unknown-key': { severity: 'error', note: 'Remove the key or correct its spelling.' },
  'workspace/missing-key': { severity: 'error', note: 'Add the key.' },
  'workspace/not-utf-8': { severity: 'error', note: 'Save the file as UTF-8.' },
  'workspace/not-plain-text': {
    severity: 'error',
    note: 'Open it in its program and save it as plain text (`.txt`), or as CSV if it is a table; then import that.',
  },
  'workspace/nul-character': {
    severity: 'error',
    note: 'Remove the NUL character; the file may be damaged or not be text.',
  },
  'workspace/outside-link': {
    severity: 'error',
    note: 'Copy the file into the workspace instead of linking to it.',
  },
  'workspace/unreadable-file': { severity: 'error', note: 'Make the file readable for your user.' },
  'workspace/misnamed-file': {
    severity: 'warning',
    note: 'Give it a name that ends in `.md`; or, if it is no article, move it out of `articles/`.',
  },
  'workspace/unwritable-file': {
    severity: 'error',
    note: 'Name a place in a folder that is there and that you may write into, on a disk with room.',
  },
  'workspace/missing-file': {
    severity: 'error',
    note: 'Create the file, or run `tidings init` for a new workspace.',
  },
  'workspace/front-matter-not-closed': {
    severity: 'error',
    note: 'Close the front matter with a line of three dashes.',
  },
  'workspace/missing-front-matter': {
    severity: 'error',
    note: 'Begin the file with front matter between two lines of three dashes.',
  },
  'workspace/impossible-date': {
    severity: 'error',
    note: 'Write a day of the calendar as year-month-day, like 2023-03-02.',
  },
  'workspace/invalid-slug': { severity: 'error', note: 'Use small letters, digits and single hyphens.' },
  'workspace/duplicate-issue': {
    severity: 'error',
    note: 'Rename one of the files: the name is the address of the issue.',
  },
  'workspace/duplicate-slug': { severity: 'error', note: 'Give one of the articles another `slug`.' },
  'workspace/low-contrast': { severity: 'warning', note: 'Make one of the two colours darker or lighter.' },
} as const
