import path from 'node:path'
import {
  DatabaseProblem,
  openDatabase,
  type Database,
  type OpenOptions,
  type ProblemKind,
} from '../database/index.ts'
import { toDiagnostic, type Diagnostic, type Report } from '../diagnostics/index.ts'
import type { Settings } from '../model/settings.ts'
import { isListed, loadSettings, noTheme, readSource, settingsFile, themeFile } from '../workspace/index.ts'
import {
  exitCodeOf,
  printDiagnostics,
  workspaceOf,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'
import { exitCodes } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

/** What a command on the roster or the ledger works with. */
export interface Office {
  /** The workspace's root. */
  root: string
  settings: Settings
  database: Database
  databaseFile: string
  report: Report
  /** What was reported so far. */
  diagnostics: Diagnostic[]
}

/**
 * Opens the workspace's settings and database for `work` and closes them after it. What is reported on the way is
 * printed, and sets the exit code, unless `work` prints it itself by taking it out of `diagnostics`. A database that
 * cannot be used is a finding, wherever it happens.
 */
export async function withDatabase(
  options: WorkspaceOptions,
  context: CommandContext,
  work: (office: Office) => Promise<void>,
  how: OpenOptions = {},
): Promise<void> {
  const root = workspaceOf(options, context.terminal)
  const diagnostics: Diagnostic[] = []
  const report: Report = (finding) => void diagnostics.push(toDiagnostic(finding))
  const settings = readSettings(root, report)
  const output = listenTo(context.terminal)
  if (settings) {
    const databaseFile = path.resolve(root, settings.database)
    try {
      const database = await openDatabase(databaseFile, how)
      try {
        await work({ root, settings, database, databaseFile, report, diagnostics })
      } finally {
        await database.close()
      }
    } catch (error) {
      if (!(error instanceof DatabaseProblem)) throw error
      reportDatabase(error, settings.database, report)
    }
  }
  output.end()
  printDiagnostics(diagnostics, context)
  // A script that asked for JSON gets some, also where nothing came of what it asked for.
  const hasFailed = exitCodeOf(diagnostics) !== exitCodes.clean
  if (options.json && hasFailed && !output.isUsed())
    context.terminal.out(JSON.stringify({ diagnostics }, null, 2))
  // A warning does not make a success of what is not complete.
  if (hasFailed) context.exit(exitCodeOf(diagnostics))
}

/** Tells whether anything was put out, until the end. */
function listenTo(terminal: Terminal): { isUsed: () => boolean; end: () => void } {
  const { out } = terminal
  let isUsed = false
  terminal.out = (text) => {
    isUsed = true
    out(text)
  }
  return {
    isUsed: () => isUsed,
    end: () => {
      terminal.out = out
    },
  }
}

/** The workspace's settings; what is wrong with them is reported, and then there are none. */
export function readSettings(root: string, report: Report): Settings | undefined {
  const source = readSource(root, settingsFile, report)
  const theme = isListed(root, themeFile) ? readSource(root, themeFile, report) : noTheme
  return source && theme && loadSettings(source, report, theme)
}

/** Reports that the database cannot be used, with the way out for what happened. */
export function reportDatabase({ kind, message }: DatabaseProblem, file: string, report: Report): void {
  report({
    rule: 'delivery/database',
    message: `Unexpected trouble with the database (${message}), expected to read and write it`,
    file,
    note: waysOut[kind],
  })
}

const waysOut: Record<ProblemKind, string> = {
  locked: 'Another program holds the database. Nothing was changed: wait until it is done, and try again.',
  disk: 'The disk of the database, or the one for temporary files, is full or fails. Nothing was half-written: make room, and try again.',
  newer: 'A newer Tidings has worked with this database. Use that one, or a backup from before.',
  damaged: 'Keep the file as it is, and restore the last backup: tidings restore.',
  'read-only': 'Allow the file and its folder to be written by whoever runs this command.',
  moved:
    'Nothing of it was written. Put the file back, with the one beside it that ends in `-wal`, or restore a backup: tidings restore. Then see how the sends stand: tidings send status.',
  constraint: 'Nothing was changed. Please report this with the command that you ran.',
  other:
    'Nothing was changed. See whether the path is right (`database` in tidings.yaml), and whether you may read and write the file and those beside it whose names begin like its own.',
}
