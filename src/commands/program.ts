import type { Command } from 'commander'
import { addBackupCommand } from './backup.ts'
import { addBuildCommand } from './build.ts'
import { addCheckCommand } from './check.ts'
import { addDevCommand } from './dev.ts'
import { addDoctorCommand } from './doctor.ts'
import { addGlossaryCommand } from './glossary.ts'
import { addInitCommand } from './init.ts'
import { addMembersCommand } from './members.ts'
import { addRestoreCommand } from './restore.ts'
import { addSendCommand } from './send.ts'
import { addServeCommand } from './serve.ts'
import type { CommandContext } from './command.ts'
import { createFrame } from './frame.ts'

/** The whole command line, as a value: documentation and tests look at it. Loads every room of the tool. */
export function createProgram(context: CommandContext): Command {
  const program = createFrame(context)
  addInitCommand(program, context)
  addCheckCommand(program, context)
  addBuildCommand(program, context)
  addDevCommand(program, context)
  addGlossaryCommand(program, context)
  addMembersCommand(program, context)
  addSendCommand(program, context)
  addDoctorCommand(program, context)
  addServeCommand(program, context)
  addBackupCommand(program, context)
  addRestoreCommand(program, context)
  return program
}
