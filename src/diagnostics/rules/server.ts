/** Rules of `src/server/`: id → severity and way out. */
export const serverRules = {
  'server/port': {
    severity: 'error',
    note: 'Name a free port with --port, or an address of this machine with --host.',
  },
  'server/mailbox': {
    severity: 'error',
    note: 'Correct `leavingMailbox` in tidings.yaml; the password of an IMAP mailbox is in the environment’s TIDINGS_IMAP_PASSWORD.',
  },
  'server/nobody-reads': {
    severity: 'warning',
    note: 'Say in `leavingMailbox` where letters to `delivery.unsubscribeAddress` arrive, or leave that address out.',
  },
} as const
