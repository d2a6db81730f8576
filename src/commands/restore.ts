import path from 'node:path'
import type { Command } from 'commander'
import { DatabaseProblem } from '../database/index.ts'
import { restoreDatabase, type Restored } from '../delivery/index.ts'
import { toDiagnostic, type Diagnostic, type Report, type RuleId } from '../diagnostics/index.ts'
import { endEverySession } from '../server/index.ts'
import { startingFolder } from '../workspace/index.ts'
import { exitCodeOf, printDiagnostics, workspaceOf, type CommandContext } from './command.ts'
import { fileProblem } from './file-problem.ts'
import { keysIfAny } from './members/named-member.ts'
import { personOf, withPersonOptions, type PersonOptions } from './send/sending.ts'
import { readSettings, reportDatabase } from './with-database.ts'

interface RestoreOptions extends PersonOptions {
  force?: boolean
}

const examples = `
Examples:
  tidings restore backups/2026-03-03.db           put a backup in the place of the database, which is kept aside
  tidings restore backups/2026-03-03.db --force   also where the database has sends that the backup does not know

Letters may have gone after the backup was taken, so sends that were open then are paused, and nothing of them goes
before you have said which of their letters went: tidings send resolve.
`

/** `tidings restore`: a backup takes the place of the database. */
export function addRestoreCommand(program: Command, context: CommandContext): void {
  withPersonOptions(program.command('restore'))
    .description('put a backup in the place of the roster and the ledger')
    .argument('<file>', 'the backup')
    .option('--force', 'also where the database has sends that the backup does not know')
    .addHelpText('after', examples)
    .action((file: string, options: RestoreOptions) => restore(file, options, context))
}

async function restore(name: string, options: RestoreOptions, context: CommandContext): Promise<void> {
  const root = workspaceOf(options, context.terminal)
  const diagnostics: Diagnostic[] = []
  const report: Report = (finding) => void diagnostics.push(toDiagnostic(finding))
  const settings = readSettings(root, report)
  const restored =
    settings && (await attempt(name, path.resolve(root, settings.database), options, context, report))
  if (options.json) context.terminal.out(JSON.stringify({ ...restored, diagnostics }, null, 2))
  else if (restored && !options.quiet) context.terminal.err(`${summaryOf(restored)}\n`)
  printDiagnostics(diagnostics, context)
  context.exit(exitCodeOf(diagnostics))
}

/** Ways out that are not those of the rule. */
const notes: Partial<Record<keyof typeof rules, string>> = {
  backup: 'Nothing was changed. Name a file that `tidings backup` made, or an earlier one.',
  keys: 'Nothing was changed. Give the keys that `tidings send` has, and restore again.',
}

const rules = {
  backup: 'delivery/backup-damaged',
  'in-use': 'delivery/database-in-use',
  newer: 'delivery/restore-forgets',
  keys: 'members/missing-keys',
} satisfies Record<string, RuleId>

async function attempt(
  name: string,
  databaseFile: string,
  options: RestoreOptions,
  context: CommandContext,
  report: Report,
): Promise<Restored | undefined> {
  const { env } = context.terminal
  const backup = path.resolve(startingFolder(env), name)
  const who = { by: personOf(options), at: Date.now() }
  const keys = keysIfAny(context, report)
  // Keys that cannot be read are reported; without them nobody forgotten would be known.
  if (!keys && env['TIDINGS_KEYS']?.trim()) return undefined
  try {
    const result = await restoreDatabase({
      backup,
      databaseFile,
      who,
      force: options.force ?? false,
      keys,
      prepare: endEverySession,
    })
    if (result.ok) return result
    const { reason, message } = result
    const file = reason === 'keys' ? 'TIDINGS_KEYS' : name
    const note = notes[reason]
    report({ rule: rules[reason], message, file, ...(note !== undefined && { note }) })
  } catch (error) {
    if (error instanceof DatabaseProblem) reportDatabase(error, name, report)
    else fileProblem(error, name, report)
  }
  return undefined
}

function summaryOf({ backupAt, isDated, aside, open, carried, forgotten }: Restored): string {
  const date = new Date(backupAt).toISOString().slice(0, 16).replace('T', ' ')
  const taken = isDated ? `taken ${date} UTC` : `last changed ${date} UTC (it does not say when it was taken)`
  const kept =
    aside === undefined ? 'There was no database before.' : `The database of before is kept: ${aside}`
  return [
    `Restored the backup ${taken}.`,
    kept,
    leavers(carried),
    ...(forgotten > 0 ? [`Members erased again, because they were forgotten since then: ${forgotten}.`] : []),
    ...open.map(reconcileWords),
    lapsedWords,
    unknownIssues,
  ].join('\n')
}

function leavers(carried: Restored['carried']): string {
  return carried
    ? `Taken over from the database of before: suppressions ${carried.suppressions}, choices of series ${carried.choices}.`
    : 'Who left after that is NOT known here: before you send again, suppress them by name (tidings members suppress), from the notices in the mailbox and what you have written down. Who was forgotten after that is here again: forget them once more.'
}

function reconcileWords(issue: string): string {
  return `${issue} was open then: say which of its letters went (tidings send resolve ${issue}); until then nothing of it goes.`
}

const lapsedWords =
  'Who lapsed, or got another address, after the backup was taken is as before: import the newest list of members before you send.'

const unknownIssues =
  'Issues that were planned only after the backup was taken are not known here: do not send them again.'
