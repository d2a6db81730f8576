import { availableParallelism } from 'node:os'
import path from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import type { BuildResult } from '../press/index.ts'
import { outputFolder, startingFolder } from '../workspace/files/index.ts'
import {
  exitCodeOf,
  printDiagnostics,
  withWorkspaceOptions,
  workspaceOf,
  type CommandContext,
  type WorkspaceOptions,
} from './command.ts'
import { counted } from './counted.ts'
import { createProgress } from './progress.ts'

interface BuildCommandOptions extends WorkspaceOptions {
  jobs?: number
}

const examples = `
Examples:
  tidings build                     build the workspace you are in
  tidings build --workspace ~/news  build another one
  tidings build --jobs 1            use one processor
  tidings build --json > build.json for scripts
`

/** `tidings build`: makes the e-mails, their texts and the archive. */
export function addBuildCommand(program: Command, context: CommandContext): void {
  withWorkspaceOptions(program.command('build'))
    .description('make the e-mails, their plain texts and the archive in out/')
    .option(
      '-j, --jobs <number>',
      'how many articles to make at a time (default: one a processor)',
      positiveInteger,
    )
    .addHelpText('after', examples)
    .action(async (options: BuildCommandOptions) => {
      const root = workspaceOf(options, context.terminal)
      const { build } = await import('../press/index.ts')
      const progress = createProgress(context.terminal, Boolean(options.quiet ?? options.json))
      const onWait = (): void =>
        context.terminal.err('Another build of this workspace is running; waiting for it.\n')
      const jobs = options.jobs ?? availableParallelism()
      const result = await build({ root, jobs, onProgress: progress, onWait })
      progress.end()
      if (options.json) context.terminal.out(JSON.stringify(resultAsJson(result), null, 2))
      else {
        printDiagnostics(result.diagnostics, context)
        if (!options.quiet) context.terminal.err(`${summarise(result, outputAsSeen(root, context))}\n`)
      }
      context.exit(exitCodeOf(result.diagnostics))
    })
}

function positiveInteger(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Expected a whole number from 1.')
  return number
}

/** What `--json` prints. */
export function resultAsJson({ diagnostics, ...rest }: BuildResult): object {
  return { diagnostics, ...rest }
}

/** The output folder as the caller would name it. */
function outputAsSeen(root: string, { terminal }: CommandContext): string {
  const relative = path.relative(startingFolder(terminal.env), path.join(root, outputFolder))
  return relative.startsWith('..') ? path.join(root, outputFolder) : relative || '.'
}

function summarise(result: BuildResult, where: string): string {
  const { articles, issues } = result
  const what = `${counted(articles.length, 'article')}, ${counted(issues.length, 'issue')}`
  if (exitCodeOf(result.diagnostics) !== 0) {
    const kept =
      result.replaced.length > 0 ? `What has no error was built in ${where}.` : `${where} is as it was.`
    return `Not built: correct the errors above. ${kept}`
  }
  const lines = [`${result.replaced.length > 0 ? 'Built' : 'Nothing changed'}: ${what}.`]
  lines.push(`  archive  ${path.join(where, 'archive', 'index.html')}`)
  for (const issue of issues) {
    for (const variant of issue.variants) {
      lines.push(
        `  e-mail   ${path.join(where, 'email', issue.id, variant.id, 'preview.html')}  (${kilobytes(variant.sizeBytes)})`,
      )
    }
  }
  lines.push(`  report   ${path.join(where, 'report.json')}`)
  if (result.routed > 0) {
    lines.push(`  parser   ${counted(result.routed, 'article')} read by remark-parse`)
  }
  return lines.join('\n')
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} KB`
}
