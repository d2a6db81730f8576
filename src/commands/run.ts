import { CommanderError, type Command } from 'commander'
import { UsageError } from '../diagnostics/terminal/index.ts'
import type { CommandContext } from './command.ts'
import { commandList } from './command-list.ts'
import { exitCodes } from './exit-codes.ts'
import { createFrame } from './frame.ts'
import { OutputGone } from './output-gone.ts'
import type { Terminal } from './terminal.ts'

/** Loads no more than the command line asks for: the rooms of the tool take a second, most commands need few. */
async function programFor(argv: readonly string[], context: CommandContext): Promise<Command> {
  const named = commandList.find(({ usage }) => usage.split(' ', 1)[0] === argv[0])
  const isAboutAll = argv.length === 1 && ['--help', '-h', '--version', '-V'].includes(argv[0]!)
  if (!named && !isAboutAll) return (await import('./program.ts')).createProgram(context)
  const program = createFrame(context)
  if (named) (await named.load())(program, context)
  else for (const { usage, description } of commandList) addToList(program, usage, description)
  return program
}

/** A command that is only listed. */
function addToList(program: Command, usage: string, description: string): void {
  const [name, ...rest] = usage.split(' ')
  const isOption = (word: string): boolean => word === '[options]'
  const command = program
    .command([name, ...rest.filter((word) => !isOption(word))].join(' '))
    .description(description)
  if (rest.some(isOption)) command.option('--any', 'stands for its options')
}

/** Runs one command line and returns its exit code. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exitCodes.clean
  try {
    const program = await programFor(argv, { terminal, exit: (wanted) => void (code = wanted) })
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage
    if (error instanceof OutputGone) return code === exitCodes.clean ? error.exitCode : code
    if (!(error instanceof UsageError)) throw error
    terminal.err(`${error.message}\n`)
    return exitCodes.usage
  }
}
