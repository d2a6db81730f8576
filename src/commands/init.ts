import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { toDiagnostic, UsageError } from '../diagnostics/index.ts'
import { reportUnwritable, settingsFile, startingFolder } from '../workspace/index.ts'
import { printDiagnostics, type CommandContext } from './command.ts'
import { exitCodes } from './exit-codes.ts'

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
      try {
        refuseUsedFolder(target)
        makeWorkspace(target)
      } catch (error) {
        reportUnwritable(error, dir, (finding) => printDiagnostics([toDiagnostic(finding)], context))
        return context.exit(exitCodes.findings)
      }
      if (options.quiet) return
      context.terminal.err(
        `Made a workspace in ${dir}. Next:\n  1. fill in ${path.join(dir, settingsFile)}\n  2. tidings studio --workspace ${dir}\n`,
      )
    })
}

/** All of it, or nothing where the system refuses, which is thrown. */
function makeWorkspace(target: string): void {
  const isNew = !existsSync(target)
  let firstMade: string | undefined
  try {
    firstMade = mkdirSync(target, { recursive: true })
    copyFolder('templates', path.join(target, 'templates'))
    copyFolder('starter', target)
    // Beside the settings, so that editors complete them without a network.
    copyFolder('docs/schemas', path.join(target, 'schemas'))
    writeFileSync(path.join(target, '.gitignore'), 'out/\n.tidings/\ndata/\n')
  } catch (error) {
    if (firstMade !== undefined) rmSync(firstMade, { recursive: true, force: true })
    else if (!isNew)
      for (const name of readdirSync(target).filter((one) => one !== '.git'))
        rmSync(path.join(target, name), { recursive: true, force: true })
    throw error
  }
}

function copyFolder(ours: string, target: string): void {
  cpSync(path.join(packageRoot, ours), target, { recursive: true })
}

/** Nothing that is there is ever overwritten. */
function refuseUsedFolder(target: string): void {
  if (existsSync(target) && !statSync(target).isDirectory())
    throw new UsageError(`${target} is a file; name a folder.`)
  if (existsSync(target) && readdirSync(target).some((name) => name !== '.git')) {
    throw new UsageError(`${target} is not empty; name a new or empty folder.`)
  }
}
