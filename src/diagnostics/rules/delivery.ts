/** Rules of `src/delivery/`: id → severity and way out. */
export const deliveryRules = {
  'delivery/database': {
    severity: 'error',
    note: 'Nothing was changed. See whether the path is right: `database` in tidings.yaml.',
  },
  'delivery/issue-not-built': { severity: 'error', note: 'Build it first: `tidings build`.' },
  'delivery/issue-has-errors': {
    severity: 'error',
    note: 'Correct what `tidings check` finds, build, and look at the letters again.',
  },
  'delivery/issue-not-current': {
    severity: 'error',
    note: 'Build again (`tidings build`), look at the letters, and send what you have looked at.',
  },
  'delivery/manifest-unreadable': {
    severity: 'error',
    note: 'Build again with the version of Tidings that sends: `tidings build`.',
  },
  'delivery/missing-file': { severity: 'error', note: 'Build again: `tidings build`.' },
  'delivery/changed-file': {
    severity: 'error',
    note: 'Change the sources and not what is in `out/`; then build again: `tidings build`.',
  },
  'delivery/unknown-field': {
    severity: 'error',
    note: 'Declare the attribute in `tidings.yaml`, or take the field out of the template; then build again.',
  },
  'delivery/long-address': {
    severity: 'error',
    note: 'Use a shorter address: each letter has its own form of it, and mail servers take 64 octets before the @.',
  },
  'delivery/dkim-key': {
    severity: 'error',
    note: 'Put the private key into the environment, as PEM or as the path of a file that has it.',
  },
  'delivery/folder-not-ours': {
    severity: 'error',
    note: 'Name a new or empty folder for the letters.',
  },
  'delivery/folder-not-writable': {
    severity: 'error',
    note: 'Name a folder that you may write into, on a disk with room.',
  },
  'delivery/archive-not-live': {
    severity: 'error',
    note: 'Upload `out/archive` to the web first, or skip this look with `--offline`.',
  },
  'delivery/picture-not-live': {
    severity: 'error',
    note: 'Upload `out/archive/mail` to the web, open to everyone, or skip this look with `--offline`.',
  },
  'delivery/unsubscribe-not-answering': {
    severity: 'error',
    note: 'Start `tidings serve` behind `serviceUrl`, or skip this look with `--offline`.',
  },
  'delivery/unsubscribe-not-https': {
    severity: 'warning',
    note: 'Set `serviceUrl` to an https address: mail programs leave with one click only over https (RFC 8058).',
  },
  'delivery/transport': {
    severity: 'error',
    note: 'Correct `delivery.transport` in tidings.yaml, or the module that it names.',
  },
  'delivery/refused': {
    severity: 'error',
    note: 'Nothing was sent. Look how the send stands, `tidings send status`, or plan it again.',
  },
  'delivery/proof-not-sent': {
    severity: 'error',
    note: 'Nothing went to members. See what the server says, and `tidings doctor`.',
  },
  'delivery/backup-file': {
    severity: 'error',
    note: 'Name a new file in a folder that you may write into, on a disk with room; or, to restore, one you may read.',
  },
  'delivery/backup-damaged': {
    severity: 'error',
    note: 'Take another backup. What the command made of this one has been removed.',
  },
  'delivery/database-in-use': {
    severity: 'error',
    note: 'Nothing was changed. Stop `tidings serve` and every `tidings send`, and try again.',
  },
  'delivery/restore-forgets': {
    severity: 'error',
    note: 'Nothing was changed. If you want the backup all the same, use `--force`: the present database is kept beside it.',
  },
} as const
