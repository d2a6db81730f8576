import { cpSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { UsageError } from '../diagnostics/index.ts'
import { settingsFile, startingFolder } from '../workspace/index.ts'
import type { CommandContext } from './command.ts'

const examples = `
Examples:
  tidings init newsletter   make a workspace in the folder newsletter
`

const packageRoot = fileURLToPath(new URL('../..', import.meta.url))

/** `tidings init`: a new workspace with settings to fill in, one article, one issue and the templates. */
export function addInitCommand(program: Command, context: CommandContext): void {
  program
    .command('init')
    .description('make a new workspace')
    .argument('<dir>', 'the folder, new or empty')
    .option('-q, --quiet', 'print nothing')
    .addHelpText('after', examples)
    .action((dir: string, options: { quiet?: boolean }) => {
      const target = path.resolve(startingFolder(context.terminal.env), dir)
      refuseUsedFolder(target)
      mkdirSync(target, { recursive: true })
      cpSync(path.join(packageRoot, 'templates'), path.join(target, 'templates'), { recursive: true })
      cpSync(path.join(packageRoot, 'starter'), target, { recursive: true })
      // Beside the settings, so that editors complete them without a network.
      cpSync(path.join(packageRoot, 'docs', 'schemas'), path.join(target, 'schemas'), { recursive: true })
      writeFileSync(path.join(target, '.gitignore'), 'out/\n.tidings/\ndata/\n')
      if (options.quiet) return
      context.terminal.err(
        `Made a workspace in ${dir}. Next:\n  1. fill in ${path.join(dir, settingsFile)}\n  2. tidings dev --workspace ${dir}\n`,
      )
    })
}

/** Nothing that is there is ever overwritten. */
function refuseUsedFolder(target: string): void {
  if (existsSync(target) && !statSync(target).isDirectory())
    throw new UsageError(`${target} is a file; name a folder.`)
  if (existsSync(target) && readdirSync(target).some((name) => name !== '.git')) {
    throw new UsageError(`${target} is not empty; name a new or empty folder.`)
  }
}
