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
  'server/gate-address': {
    severity: 'error',
    note: 'Set `serviceUrl` to an https address on the host of `baseUrl`, such as https://news.example.org/members, or make the archive public.',
  },
  'server/anybody-joins': {
    severity: 'warning',
    note: 'Whoever confirms an address on the web becomes an active member, and reads the archive. Close one or open the other, unless that is what you want.',
  },
  'server/archive-not-built': {
    severity: 'warning',
    note: 'Build it: tidings build. Until then members meet a page that asks them to come again.',
  },
} as const
