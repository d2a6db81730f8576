import { statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { openDatabase } from '../database/index.ts'
import {
  runDoctor,
  systemResolver,
  type CheckResult,
  type DoctorContext,
  type Transport,
} from '../delivery/index.ts'
import { checkGate } from '../server/index.ts'
import type { Settings } from '../model/settings.ts'
import { toDiagnostic, type Diagnostic, type Report } from '../diagnostics/index.ts'
import {
  printDiagnostics,
  withWorkspaceOptions,
  workspaceOf,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'
import { exitCodes } from './exit-codes.ts'
import { smtpTransport } from './send/open-transport.ts'
import { readSettings } from './with-database.ts'

interface DoctorOptions extends WorkspaceOptions {
  offline?: boolean
}

const examples = `
Examples:
  tidings doctor            look at everything that a send needs
  tidings doctor --offline  leave out the DNS, the mail server and the web
  tidings doctor --json     for scripts
`

/** `tidings doctor`: whether a send can go out and arrive; changes nothing. */
export function addDoctorCommand(program: Command, context: CommandContext): void {
  withWorkspaceOptions(program.command('doctor'))
    .description('look at everything that a send needs: settings, keys, DNS, mail server, disk, database')
    .option('--offline', 'leave out what needs the network')
    .addHelpText('after', examples)
    .action((options: DoctorOptions) => examine(options, context))
}

async function examine(options: DoctorOptions, context: CommandContext): Promise<void> {
  const { terminal } = context
  const root = workspaceOf(options, terminal)
  const diagnostics: Diagnostic[] = []
  const report: Report = (finding) => void diagnostics.push(toDiagnostic(finding))
  const settings = readSettings(root, report)
  const results: CheckResult[] = []
  if (settings) {
    checkGate(settings, report)
    const databaseFile = path.resolve(root, settings.database)
    const doctor: DoctorContext = {
      settings,
      env: terminal.env,
      online: options.offline !== true,
      resolver: systemResolver(),
      fetch: globalThis.fetch,
      transport: transportOf(settings, terminal.env),
      now: () => Date.now(),
      freeBytes: () => freeBytes(databaseFile),
      openDatabase: () => openDatabase(databaseFile, { create: false }),
      databaseFile,
    }
    for await (const result of runDoctor(doctor)) {
      results.push(result)
      if (!options.json && !(options.quiet && result.state === 'ok')) terminal.err(`${lineOf(result)}\n`)
    }
  }
  if (options.json) terminal.out(JSON.stringify({ checks: results, diagnostics }, null, 2))
  else printDiagnostics(diagnostics, context)
  const isBad =
    results.some(({ state }) => state === 'error') || diagnostics.some(({ severity }) => severity === 'error')
  context.exit(isBad ? exitCodes.findings : exitCodes.clean)
}

/** With less patience than a send has: somebody waits for the answer. A transport of the workspace's own is not tried. */
function transportOf({ delivery }: Settings, env: NodeJS.ProcessEnv): Transport | undefined {
  if (delivery.transport !== undefined) return undefined
  return smtpTransport(delivery.smtp, env, { connectMs: 10_000, greetingMs: 30_000, handshakeMs: 30_000 })
}

/** Of the nearest folder that is there: the database may not be made yet. */
async function freeBytes(file: string): Promise<number> {
  const folder = path.dirname(file)
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (error) {
    if (folder === path.dirname(folder)) throw error
    return freeBytes(folder)
  }
}

function lineOf({ check, state, found, todo }: CheckResult): string {
  const line = `${state.padEnd(8)} ${check}: ${found}`
  return todo === undefined ? line : `${line}\n${' '.repeat(11)}${todo}`
}
