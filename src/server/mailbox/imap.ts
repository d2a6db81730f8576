import { ImapFlow } from 'imapflow'
import type { LeavingMailbox } from '../../model/settings.ts'
import { within } from '../within.ts'
import { recipientFields } from './letter-head.ts'
import type { LetterTrouble, Look, MailSource } from './mail-source.ts'

export type ImapMailbox = Extract<LeavingMailbox, { kind: 'imap' }>

/** What a verdict needs; the letters themselves are not fetched. */
const fields = [
  ...recipientFields,
  ...['auto-submitted', 'return-path', 'content-type', 'precedence', 'x-autoreply', 'x-autorespond'],
  ...['message-id', 'date'],
]
const graceMs = 2000
const lettersAtATime = 200
/** A server may end the line with each; the rest waits for the next look. */
const mostFailures = 10
const timeoutMs = 30_000

/** What is known of the folder's letters, by their numbers (UID). */
interface Letters {
  validity: string
  /** The greatest number that was found. */
  greatest: number
  /** Found, and not looked at yet. */
  waiting: Set<number>
  /** The server could not give them; those that were tried last come last. */
  unopened: Map<number, unknown>
  /** Handled, and not marked as read yet. */
  unmarked: Set<number>
}

/** Works with the folder, over a line that is opened anew where it was lost. */
type InFolder = <T>(work: (client: ImapFlow) => Promise<T>) => Promise<T>

/**
 * Letters on an IMAP server (RFC 9051). One connection is used again and again, and opened anew when it is lost.
 * Letters that were handled get the flag `\Seen`.
 */
export function openImap(mailbox: ImapMailbox, password: string): MailSource {
  let client: ImapFlow | undefined
  const inFolder: InFolder = async (work) => {
    if (!client?.usable) client = await connect(mailbox, password)
    const lock = await client.getMailboxLock(mailbox.folder)
    try {
      return await work(client)
    } finally {
      lock.release()
    }
  }
  const letters = noLetters('')
  return {
    poll: async (look) => {
      await inFolder((open) => findNew(open, letters))
      try {
        await lookAtAll(letters, inFolder, look)
      } finally {
        await markAll(letters, inFolder)
      }
      const troubles = [...letters.unopened].sort(([a], [b]) => a - b)
      return troubles.map(
        ([uid, cause]) => ({ letter: `UID ${uid}`, act: 'opened', cause }) satisfies LetterTrouble,
      )
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

function noLetters(validity: string): Letters {
  return { validity, greatest: 0, waiting: new Set(), unopened: new Map(), unmarked: new Set() }
}

/** New letters in the order of their numbers; a folder that was made anew begins again. */
async function findNew(client: ImapFlow, letters: Letters): Promise<void> {
  // The server tells of new letters when it is spoken to.
  await client.noop()
  const { mailbox } = client
  const validity = mailbox ? String(mailbox.uidValidity) : ''
  if (validity !== letters.validity) Object.assign(letters, noLetters(validity))
  const found = (await client.search({ uid: `${letters.greatest + 1}:*` }, { uid: true })) || []
  // The range `8:*` has the last letter in it, even where its number is smaller than 8.
  const uids = found.filter((uid) => uid > letters.greatest).sort((a, b) => a - b)
  for (const uid of uids) letters.waiting.add(uid)
  letters.greatest = uids.at(-1) ?? letters.greatest
}

/**
 * New letters by the hundred, and one by one those that could not be opened before. Some servers end the line at a
 * letter that they cannot open: the rest of the group is tried again, and where none comes its halves, until the letter
 * is found and passed over.
 */
async function lookAtAll(letters: Letters, inFolder: InFolder, look: Look): Promise<void> {
  const groups = [...groupsOf([...letters.waiting]), ...[...letters.unopened.keys()].map((uid) => [uid])]
  let failures = 0
  for (let group = groups.shift(); group && failures < mostFailures; group = groups.shift()) {
    const { heads, headless, problem } = await inFolder((client) => fetchHeads(client, group))
    await lookAtSome(letters, heads, look)
    passOver(letters, headless, problem)
    const rest = group.filter((uid) => !heads.has(uid) && !headless.includes(uid))
    if (problem === undefined) {
      settle(letters, rest)
      continue
    }
    failures += 1
    if (rest.length < group.length) groups.unshift(...groupsOf(rest))
    else if (rest.length > 1) groups.unshift(...halvesOf(rest))
    else passOver(letters, rest, problem)
  }
}

interface Heads {
  heads: Map<number, Uint8Array>
  /** Those that the server names and gives no head of, as Dovecot does before it ends the line. */
  headless: number[]
  /** Why there are not all. */
  problem?: unknown
}

/** The heads that the server gives, also where it breaks off. */
async function fetchHeads(client: ImapFlow, uids: readonly number[]): Promise<Heads> {
  const heads = new Map<number, Uint8Array>()
  const headless: number[] = []
  try {
    const rows = client.fetch(uids.join(','), { uid: true, headers: fields }, { uid: true })
    for await (const { uid, headers } of rows) {
      if (headers) heads.set(uid, headers)
      else headless.push(uid)
    }
    return { heads, headless }
  } catch (problem) {
    return { heads, headless, problem }
  }
}

async function lookAtSome(
  letters: Letters,
  heads: ReadonlyMap<number, Uint8Array>,
  look: Look,
): Promise<void> {
  for (const [uid, head] of [...heads].sort(([a], [b]) => a - b)) {
    if ((await look(head)) === 'left') letters.unmarked.add(uid)
    settle(letters, [uid])
  }
}

async function markAll({ unmarked }: Letters, inFolder: InFolder): Promise<void> {
  for (const group of groupsOf([...unmarked])) {
    await inFolder((client) => client.messageFlagsAdd(group.join(','), ['\\Seen'], { uid: true }))
    for (const uid of group) unmarked.delete(uid)
  }
}

/** These were looked at, or are gone. */
function settle(letters: Letters, uids: readonly number[]): void {
  for (const uid of uids) {
    letters.waiting.delete(uid)
    letters.unopened.delete(uid)
  }
}

function passOver(letters: Letters, uids: readonly number[], problem: unknown): void {
  settle(letters, uids)
  for (const uid of uids) letters.unopened.set(uid, problem ?? new Error('the server gives no head'))
}

function groupsOf(uids: readonly number[]): number[][] {
  const count = Math.ceil(uids.length / lettersAtATime)
  return Array.from({ length: count }, (_, index) =>
    uids.slice(index * lettersAtATime, (index + 1) * lettersAtATime),
  )
}

function halvesOf(uids: readonly number[]): number[][] {
  const middle = Math.ceil(uids.length / 2)
  return [uids.slice(0, middle), uids.slice(middle)]
}
