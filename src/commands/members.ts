import type { Command } from 'commander'
import type { CommandContext } from './command.ts'
import { addMemberAddCommand, addMemberEditCommand } from './members/add-and-edit.ts'
import { addMemberExportCommand } from './members/export.ts'
import { addMemberForgetCommand } from './members/forget.ts'
import { addMemberImportCommand } from './members/import.ts'
import { addMemberCountCommand, addMemberListCommand, addMemberShowCommand } from './members/look.ts'
import { addMemberSuppressCommand, addMemberUnsuppressCommand } from './members/suppress.ts'

const examples = `
Examples:
  tidings members import list.csv         what the list would change
  tidings members show ann@example.org    everything that is known of one member
  tidings members count --segment wales   how many a segment holds
`

/** `tidings members import|add|edit|show|list|export|suppress|unsuppress|forget|count`. */
export function addMembersCommand(program: Command, context: CommandContext): void {
  const members = program
    .command('members')
    .description('look after the roster')
    .addHelpText('after', examples)
  addMemberImportCommand(members, context)
  addMemberAddCommand(members, context)
  addMemberEditCommand(members, context)
  addMemberShowCommand(members, context)
  addMemberListCommand(members, context)
  addMemberCountCommand(members, context)
  addMemberExportCommand(members, context)
  addMemberSuppressCommand(members, context)
  addMemberUnsuppressCommand(members, context)
  addMemberForgetCommand(members, context)
}
