import type { Command } from 'commander'
import type { Diagnostic } from '../diagnostics/index.ts'
import { formatTerminal } from '../diagnostics/terminal/index.ts'
import { findWorkspace, startingFolder } from '../workspace/files/index.ts'
import { exitCodes } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

/** What a command is given, and where it leaves its exit code. */
export interface CommandContext {
  terminal: Terminal
  exit: (code: number) => void
}

/** Options that every command on a workspace takes. */
export interface WorkspaceOptions {
  workspace?: string
  json?: boolean
  quiet?: boolean
}

/** Adds `--workspace`, `--json` and `--quiet`. */
export function withWorkspaceOptions(command: Command): Command {
  return command
    .option('-w, --workspace <dir>', 'the workspace (default: the nearest folder above with a tidings.yaml)')
    .option('--json', 'print the results as JSON on standard output, and nothing else there')
    .option('-q, --quiet', 'print nothing but findings')
}

/** The workspace that the options name. */
export function workspaceOf(options: WorkspaceOptions, terminal: Terminal): string {
  return findWorkspace(options.workspace, startingFolder(terminal.env))
}

/** Prints findings for people on standard error. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], { terminal }: CommandContext): void {
  if (diagnostics.length > 0) terminal.err(`${formatTerminal(diagnostics, { colour: terminal.colour })}\n`)
}

/** The exit code that findings call for. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.findings : exitCodes.clean
}
