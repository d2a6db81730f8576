import type { Command } from 'commander'
import { exitCodeOf, printDiagnostics, withWorkspaceOptions, workspaceOf, type CommandContext, type WorkspaceOptions } from './command.ts'

const examples = `
Examples:
  tidings check          look over the workspace you are in
  tidings check --json   for scripts
`

/** `tidings check`: everything a build would find, and nothing written. */
export function addCheckCommand(program: Command, context: CommandContext): void {
  withWorkspaceOptions(program.command('check'))
    .description('find what a build would find; writes nothing')
    .addHelpText('after', examples)
    .action(async (options: WorkspaceOptions) => {
      const root = workspaceOf(options, context.terminal)
      const { check } = await import('../press/index.ts')
      const { diagnostics } = await check({ root })
      if (options.json) context.terminal.out(JSON.stringify({ diagnostics }, null, 2))
      else {
        printDiagnostics(diagnostics, context)
        if (diagnostics.length === 0 && !options.quiet) context.terminal.err('Nothing to report.\n')
      }
      context.exit(exitCodeOf(diagnostics))
    })
}
