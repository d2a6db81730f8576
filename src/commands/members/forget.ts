import type { Command } from 'commander'
import { forgetPerson } from '../../delivery/index.ts'
import type { Database } from '../../database/index.ts'
import type { Report } from '../../diagnostics/index.ts'
import { readKeys, type Keys } from '../../members/index.ts'
import type { Member } from '../../model/member.ts'
import { withWorkspaceOptions, type CommandContext, type WorkspaceOptions } from '../command.ts'
import { withDatabase } from '../with-database.ts'
import { namedMember } from './named-member.ts'

const examples = `
Examples:
  tidings members forget ann@example.org         show whom it would erase; on a terminal, ask
  tidings members forget ann@example.org --yes   erase them
`

/** `tidings members forget MEMBER`. */
export function addMemberForgetCommand(members: Command, context: CommandContext): void {
  withWorkspaceOptions(members.command('forget'))
    .description('erase a person; a keyed hash stays, so that they are not mailed again')
    .argument('<member>', 'the number, the address, or id:12')
    .option('-y, --yes', 'do it; without this nothing is done, unless a person says so when asked')
    .addHelpText('after', examples)
    .action(async (text: string, options: WorkspaceOptions & { yes?: boolean }) => {
      await withDatabase(options, context, async ({ database, report }) => {
        const keys = readKeys(context.terminal.env, report)
        const member = keys && (await namedMember(database, text, report))
        if (!keys || !member) return
        const { terminal } = context
        if (!options.yes && !(await isSure(member.address, options, context))) {
          if (options.json) terminal.out(JSON.stringify({ forgotten: false }, null, 2))
          else terminal.err(`Nothing was erased. To erase ${member.address} (id:${member.id}), give --yes.\n`)
          return
        }
        const pseudonym = await erase(database, keys, member, report)
        if (pseudonym === undefined) return
        if (options.json) terminal.out(JSON.stringify({ forgotten: true, pseudonym }, null, 2))
        else if (!options.quiet)
          terminal.err(
            `Forgotten. The ledger knows them as ${pseudonym}. Backups from before still hold them.\n`,
          )
      })
    })
}

/** Erases the member from roster and ledger together, or not at all; gives the pseudonym. */
async function erase(
  database: Database,
  keys: Keys,
  member: Member,
  report: Report,
): Promise<string | undefined> {
  const result = await database.transaction((queries) => forgetPerson(queries, keys, member, Date.now()))
  if (result.ok) return result.pseudonym
  report({ rule: 'members/letter-under-way', message: result.message, file: 'roster' })
  return undefined
}

async function isSure(
  address: string,
  options: WorkspaceOptions,
  { terminal }: CommandContext,
): Promise<boolean> {
  if (options.json || !terminal.ask) return false
  return /^y(?:es)?$/i.test(await terminal.ask(`Erase ${address} for good? [y/N] `))
}
