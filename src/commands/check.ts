import type { Command } from 'commander'
import {
  exitCodeOf,
  printDiagnostics,
  withWorkspaceOptions,
  workspaceOf,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'
import { toolVersion } from './version.ts'

interface CheckOptions extends WorkspaceOptions {
  sarif?: boolean
}

const examples = `
Examples:
  tidings check          look over the workspace you are in
  tidings check --json   for scripts
  tidings check --sarif  for code hosts that show findings beside the text
`

/** `tidings check`: everything a build would find, and nothing written. */
export function addCheckCommand(program: Command, context: CommandContext): void {
  withWorkspaceOptions(program.command('check'))
    .description('find what a build would find; writes nothing')
    .option('--sarif', 'print the findings as SARIF 2.1.0 on standard output')
    .addHelpText('after', examples)
    .action(async (options: CheckOptions) => {
      const root = workspaceOf(options, context.terminal)
      const { check } = await import('../press/index.ts')
      const { diagnostics } = await check({ root })
      if (options.json) context.terminal.out(JSON.stringify({ diagnostics }, null, 2))
      else if (options.sarif) {
        const { formatSarif } = await import('../diagnostics/index.ts')
        context.terminal.out(formatSarif(diagnostics, toolVersion()))
      } else {
        printDiagnostics(diagnostics, context)
        if (diagnostics.length === 0 && !options.quiet) context.terminal.err('Nothing to report.\n')
      }
      context.exit(exitCodeOf(diagnostics))
    })
}
