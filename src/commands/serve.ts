import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { DatabaseProblem } from '../database/index.ts'
import { loadSigner, type Transport } from '../delivery/index.ts'
import type { Signer } from '../letter/index.ts'
import { readKeys, type Keys } from '../members/index.ts'
import {
  checkArchiveIsBuilt,
  checkGate,
  checkServing,
  createServer,
  listen,
  openMailbox,
  watchMailbox,
  type MailboxWatch,
  type Notice,
  type ServerOptions,
  type TidingsServer,
} from '../server/index.ts'
import type { Settings } from '../model/settings.ts'
import { outputFolder, spelledOnDisk, staysInside } from '../workspace/index.ts'
import {
  exitCodeOf,
  printDiagnostics,
  withWorkspaceOptions,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'
import { askedToEnd } from './listen-for-end.ts'
import { openTransport } from './send/open-transport.ts'
import { reportDatabase, withDatabase, type Office } from './with-database.ts'

interface ServeOptions extends WorkspaceOptions {
  port: number
  host: string
}

const examples = `
Examples:
  tidings serve              the pages of serviceUrl on http://127.0.0.1:8025, for a reverse proxy
  tidings serve --port 4025  on another port

It runs beside \`tidings send\` on the same database. It starts no scheduled send: \`tidings send due\` does.
`

const hourMs = 3_600_000

/** `tidings serve`: the pages for leaving, choosing and joining, and the mailbox of those who leave by letter. */
export function addServeCommand(program: Command, context: CommandContext): void {
  withWorkspaceOptions(program.command('serve'))
    .description('answer those who leave, choose what they get, join, or sign in to the archive')
    .option('-p, --port <number>', 'the port', portNumber, 8025)
    .option('--host <address>', 'the address of this machine to listen at', '127.0.0.1')
    .addHelpText('after', examples)
    .action((options: ServeOptions) =>
      // An empty database made by mistake would let everybody leave who is not in it.
      withDatabase(options, context, (office) => serve(office, options, context), { create: false }),
    )
}

async function serve(office: Office, options: ServeOptions, context: CommandContext): Promise<void> {
  const { settings, diagnostics, report } = office
  const log = logTo(options, context)
  const keys = readKeys(context.terminal.env, report)
  const sending = keys && (await openPost(office, context))
  const server = keys && sending && createService(office, keys, sending, log)
  checkServing(settings, report)
  if (checkGate(settings, report) && isForMembers(settings))
    checkArchiveIsBuilt(archiveFolder(office), report)
  const mailbox = keys && server && openLeavingMailbox(office, context)
  const isSound = exitCodeOf(diagnostics) === 0
  // Before anybody can know that it runs.
  const asked = askedToEnd()
  const listening = server && isSound ? await listen({ server, ...options, report }) : undefined
  printDiagnostics(diagnostics, context)
  if (!keys || !server || !listening) {
    await mailbox?.close()
    context.exit(exitCodeOf(diagnostics.splice(0)))
    return
  }
  diagnostics.splice(0)
  if (options.json)
    context.terminal.out(JSON.stringify({ url: listening.url, serviceUrl: settings.serviceUrl }))
  log(`listening on ${listening.url} for ${settings.serviceUrl}`)
  const watch = mailbox && watchFor(office, keys, mailbox, log)
  const tidying = setInterval(() => void server.tidy().catch(() => undefined), hourMs)
  const watching = watchDatabase(office)
  log(`ending: ${await Promise.race([asked, watching.lost])}`)
  watching.end()
  clearInterval(tidying)
  await Promise.all([listening.close(), watch?.close()])
}

const watchMs = 1000

/**
 * Resolves once the database's file is not where it was: nothing that members ask for can be kept any more. Whoever
 * starts the service again starts it with the file that is there by then.
 */
function watchDatabase({ database, settings, report }: Office): { lost: Promise<string>; end: () => void } {
  const { promise: lost, resolve } = Promise.withResolvers<string>()
  const watch = setInterval(() => {
    if (database.isInPlace()) return
    clearInterval(watch)
    const message = 'its file was moved, replaced or removed while it was open'
    reportDatabase(new DatabaseProblem('moved', message), settings.database, report)
    resolve(`the database: ${message}`)
  }, watchMs)
  return { lost, end: () => clearInterval(watch) }
}

/** A line with the time before it; nothing with `--quiet`. */
function logTo({ quiet }: ServeOptions, { terminal }: CommandContext): (line: string) => void {
  return (line) => {
    if (!quiet) terminal.err(`${new Date().toISOString()} ${line}\n`)
  }
}

interface Post {
  transport: Transport | undefined
  signer: Signer | undefined
}

function isForMembers({ archive }: Settings): boolean {
  return archive.access === 'members'
}

function archiveFolder({ root }: Pick<Office, 'root'>): string {
  return path.join(root, outputFolder, 'archive')
}

/** What confirmations and sign-in links go out by; nothing is needed where nobody may join or signs in. */
async function openPost(office: Office, { terminal }: CommandContext): Promise<Post | undefined> {
  if (!office.settings.joining.open && !isForMembers(office.settings))
    return { transport: undefined, signer: undefined }
  const transport = await openTransport(office, terminal.env)
  const signing = loadSigner(office.settings, terminal.env, office.report)
  return transport && signing && { transport, signer: signing.signer }
}

function createService(
  { root, settings, database }: Office,
  keys: Keys,
  post: Post,
  log: (line: string) => void,
): TidingsServer {
  const logo = readLogo(root, settings)
  return createServer({
    settings,
    database,
    keys,
    log,
    clock: () => Date.now(),
    random: (octets) => randomBytes(octets),
    deliverNotice: (notice) => deliver(notice, settings, post),
    ...(logo && { logo }),
    ...(isForMembers(settings) && { archiveFolder: archiveFolder({ root }) }),
  })
}

/** One line for one letter: there are few, and none is in the ledger. */
async function deliver(
  { letter, to }: Notice,
  settings: Settings,
  { transport, signer }: Post,
): Promise<void> {
  if (!transport) throw new Error('there is no way to send a letter')
  const { chunks, size, needsUtf8 } = signer ? await signer.sign(letter) : letter
  const from = settings.delivery.bounceAddress ?? settings.sender.address
  const line = await transport.open()
  try {
    const outcome = await line.deliver({ from, to, chunks, size, needsUtf8 }, { handOver: async () => true })
    if (outcome.kind !== 'accepted') throw new Error(`the mail server’s answer: ${outcome.kind}`)
  } finally {
    await line.close()
  }
}

function readLogo(root: string, { brand }: Settings): ServerOptions['logo'] | undefined {
  const types: Record<string, string> = { '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg' }
  const contentType = types[path.extname(brand.logo ?? '').toLowerCase()]
  if (brand.logo === undefined || contentType === undefined) return undefined
  const file = spelledOnDisk(root, brand.logo)
  if (!staysInside(root, file)) return undefined
  try {
    return { bytes: readFileSync(path.join(root, file)), contentType }
  } catch {
    // The name stands in its place; the build says that the picture is missing.
    return undefined
  }
}

function openLeavingMailbox({ root, settings, report }: Office, { terminal }: CommandContext) {
  const { leavingMailbox: mailbox, delivery } = settings
  if (!mailbox || delivery.unsubscribeAddress === undefined) return undefined
  return openMailbox({ mailbox, root, password: terminal.env['TIDINGS_IMAP_PASSWORD'], report })
}

function watchFor(
  { settings, database }: Office,
  keys: Keys,
  source: NonNullable<ReturnType<typeof openMailbox>>,
  log: (line: string) => void,
): MailboxWatch {
  const address = settings.delivery.unsubscribeAddress ?? ''
  return watchMailbox({ source, database, keys, address, clock: () => Date.now(), log })
}

function portNumber(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('Expected a port from 0 (a free one) to 65535.')
}
