import type { Command } from 'commander'
import type { CommandContext } from './command.ts'
import { commandList } from './command-list.ts'
import { createFrame } from './frame.ts'

/** The whole command line, as a value: documentation and tests look at it. Loads every room of the tool. */
export async function createProgram(context: CommandContext): Promise<Command> {
  const program = createFrame(context)
  for (const { load } of commandList) (await load())(program, context)
  return program
}
