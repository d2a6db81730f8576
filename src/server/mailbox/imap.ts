import { ImapFlow } from 'imapflow'
import type { LeavingMailbox } from '../../model/settings.ts'
import { within } from '../within.ts'
import { recipientFields } from './letter-head.ts'
import type { Look, MailSource } from './mail-source.ts'

export type ImapMailbox = Extract<LeavingMailbox, { kind: 'imap' }>

/** What a verdict needs; the letters themselves are not fetched. */
const fields = [
  ...recipientFields,
  ...['auto-submitted', 'return-path', 'content-type', 'precedence', 'x-autoreply', 'x-autorespond'],
  ...['message-id', 'date'],
]
const graceMs = 2000
const lettersAtATime = 200
const timeoutMs = 30_000

/**
 * Letters on an IMAP server (RFC 9051). One connection is used again and again, and opened anew when it is lost.
 * Letters that were handled get the flag `\Seen`.
 */
export function openImap(mailbox: ImapMailbox, password: string): MailSource {
  let client: ImapFlow | undefined
  const place = { validity: '', uid: 0 }
  return {
    poll: async (look) => {
      if (!client?.usable) client = await connect(mailbox, password)
      const lock = await client.getMailboxLock(mailbox.folder)
      try {
        // The server tells of new letters when it is spoken to.
        await client.noop()
        await read(client, place, look)
      } finally {
        lock.release()
      }
    },
    close: async () => {
      const open = client
      client = undefined
      if (open?.usable) await within(graceMs, open.logout()).catch(() => undefined)
      open?.close()
    },
  }
}

async function connect(mailbox: ImapMailbox, password: string): Promise<ImapFlow> {
  const { host, port, security, user } = mailbox
  const client = new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    // With `starttls` an unencrypted line is refused; with `none` none is tried.
    ...(security !== 'tls' && { doSTARTTLS: security === 'starttls' }),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: 10 * timeoutMs,
  })
  // A line that is lost between two looks is opened anew at the next.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/** Letters in the order of their numbers; a folder that was made anew begins again. */
async function read(client: ImapFlow, place: { validity: string; uid: number }, look: Look): Promise<void> {
  const { mailbox } = client
  const validity = mailbox ? String(mailbox.uidValidity) : ''
  if (validity !== place.validity) Object.assign(place, { validity, uid: 0 })
  const found = (await client.search({ uid: `${place.uid + 1}:*` }, { uid: true })) || []
  // The range `8:*` has the last letter in it, even where its number is smaller than 8.
  const uids = found.filter((uid) => uid > place.uid).sort((a, b) => a - b)
  for (let start = 0; start < uids.length; start += lettersAtATime) {
    await readSome(client, uids.slice(start, start + lettersAtATime), place, look)
  }
}

async function readSome(
  client: ImapFlow,
  uids: readonly number[],
  place: { uid: number },
  look: Look,
): Promise<void> {
  const letters = await client.fetchAll(uids.join(','), { uid: true, headers: fields }, { uid: true })
  const left: number[] = []
  try {
    for (const { uid, headers } of letters.sort((a, b) => a.uid - b.uid)) {
      if ((await look(headers ?? new Uint8Array())) === 'left') left.push(uid)
      place.uid = uid
    }
  } finally {
    if (left.length > 0) await client.messageFlagsAdd(left.join(','), ['\\Seen'], { uid: true })
  }
}
