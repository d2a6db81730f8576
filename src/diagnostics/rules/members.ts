/** Rules of `src/members/`: id → severity and way out. */
export const memberRules = {
  'members/missing-keys': {
    severity: 'error',
    note: 'Make a key with `openssl rand -base64 32` and put it into the environment: TIDINGS_KEYS=2026:THE-KEY. Keep it as safe as the roster, and keep every key you ever used.',
  },
  'members/invalid-keys': {
    severity: 'error',
    note: 'Write TIDINGS_KEYS as name:secret,name:secret with the current key first; make a secret with `openssl rand -base64 32`.',
  },
  'members/unknown-segment': {
    severity: 'error',
    note: 'Name a segment of `segments` in tidings.yaml, or write a condition like `region = Wales`.',
  },
  'members/unknown-member': {
    severity: 'error',
    note: 'Nothing was changed. Name the member by number, by address, or as id:12; `tidings members list` shows them.',
  },
  'members/letter-under-way': {
    severity: 'error',
    note: 'Nothing was erased. Wait until the letter has arrived or pause the send; then forget the member.',
  },
  'members/invalid-address': {
    severity: 'error',
    note: 'The row is left out. Correct the address where the list comes from, and import again.',
  },
  'members/invalid-value': {
    severity: 'error',
    note: 'The row is left out. Correct the value, or declare it under `attributes` in tidings.yaml, and import again.',
  },
  'members/wrong-cell-count': {
    severity: 'error',
    note: 'The row is left out. Put quotation marks around a cell that holds the sign between cells, and import again.',
  },
  'members/duplicate-row': {
    severity: 'error',
    note: 'The row is left out: the first one counts. Keep one row for each member, with an address of its own.',
  },
  'members/address-taken': {
    severity: 'error',
    note: 'The row is left out. If it is the same person, correct the number or the address with `tidings members edit`; if two people share an address, one of them gets the letters.',
  },
  'members/missing-column': {
    severity: 'error',
    note: 'Say which column it is: `--map "Column=address"`. The fields are number, address, name, first_name, last_name, language, status, consent_at, consent_how, consent_from and the declared attributes.',
  },
  'members/repeated-column': {
    severity: 'error',
    note: 'Rename one of the columns, or leave it out with `--map "Column=-"`.',
  },
  'members/unknown-field': {
    severity: 'error',
    note: 'Map to number, address, name, first_name, last_name, language, status, consent_at, consent_how, consent_from, a declared attribute, or `-` to leave the column out.',
  },
  'members/unknown-column': {
    severity: 'info',
    note: 'They are left out. Declare an attribute under `attributes` in tidings.yaml, or say what it is with `--map "Column=field"`.',
  },
  'members/malformed-csv': {
    severity: 'error',
    note: 'Nothing was written. Close the quotation mark, or write it twice where it belongs to the text; then import again.',
  },
  'members/unreadable-text': {
    severity: 'error',
    note: 'Nothing was written. Save the list as “CSV UTF-8” and import it again, or name its encoding with `--encoding`.',
  },
  'members/no-rows': {
    severity: 'error',
    note: 'Nothing was written. Export the list again, with its first row of column names.',
  },
  'members/many-lapse': {
    severity: 'error',
    note: 'Nothing was written. Check that the file holds every member; if so many really left, say `--allow-many`.',
  },
  'members/unidentified-row': {
    severity: 'error',
    note: 'Nothing was written: the member of that row would have lapsed for a mistake of the file. Correct the row, or import without `--authoritative`.',
  },
  'members/roster-changed': {
    severity: 'error',
    note: 'Nothing was written. Import again and look at the new summary.',
  },
} as const
