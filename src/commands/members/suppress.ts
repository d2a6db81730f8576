import { Option, type Command } from 'commander'
import type { Queries } from '../../database/index.ts'
import { liftSuppressions, suppress } from '../../members/index.ts'
import { suppressionReasons, type SuppressionReason, type SuppressionScope } from '../../model/member.ts'
import { withWorkspaceOptions, type CommandContext, type WorkspaceOptions } from '../command.ts'
import type { Report } from '../../diagnostics/index.ts'
import { withDatabase } from '../with-database.ts'
import { addressOf, doer, keysIfAny, namedMember } from './named-member.ts'

const examples = {
  suppress: `
Examples:
  tidings members suppress ann@example.org                           no newsletter any more
  tidings members suppress 1234 --evidence "telephone, 2 March"      with what shows it
  tidings members suppress old@example.org --scope address --reason bounced
                                                                     no letter of any kind
`,
  unsuppress: `
Examples:
  tidings members unsuppress ann@example.org --by "Carol Reed"      she asked for the newsletter again
`,
}

const scopes = ['newsletter', 'address'] as const satisfies readonly SuppressionScope[]

interface SuppressOptions extends WorkspaceOptions {
  scope: SuppressionScope
  reason: SuppressionReason
  evidence: string
}

/** `tidings members suppress MEMBER`. */
export function addMemberSuppressCommand(members: Command, context: CommandContext): void {
  withWorkspaceOptions(members.command('suppress'))
    .description('send no more letters to an address, on the roster or not')
    .argument('<member>', 'the address, the number, or id:12')
    .addOption(
      new Option('--scope <scope>', 'the newsletter, or every letter to the address')
        .choices(scopes)
        .default('newsletter'),
    )
    .addOption(
      new Option('--reason <reason>', 'why')
        .choices(suppressionReasons.filter((reason) => reason !== 'forgotten'))
        .default('officer'),
    )
    .option('--evidence <words>', 'what shows it: a letter, a call, the server’s words', '')
    .addHelpText('after', examples.suppress)
    .action(async (text: string, { scope, reason, evidence, ...options }: SuppressOptions) => {
      await withDatabase(options, context, async ({ database, report }) => {
        const addressKey = await keyOf(database, text, report)
        if (addressKey === undefined) return
        const isNew = await suppress(database, { addressKey, scope, reason, evidence, since: Date.now() })
        if (options.json)
          context.terminal.out(JSON.stringify({ address: addressKey, scope, suppressed: isNew }, null, 2))
        else if (!options.quiet)
          context.terminal.err(
            isNew
              ? `Suppressed: ${addressKey}.\n`
              : `It was suppressed before: ${addressKey}. Nothing was changed.\n`,
          )
      })
    })
}

interface UnsuppressOptions extends WorkspaceOptions {
  scope?: SuppressionScope
  by?: string
}

/** `tidings members unsuppress MEMBER`. */
export function addMemberUnsuppressCommand(members: Command, context: CommandContext): void {
  withWorkspaceOptions(members.command('unsuppress'))
    .description('allow letters to an address again; who allowed it is kept')
    .argument('<member>', 'the address, the number, or id:12')
    .addOption(new Option('--scope <scope>', 'which suppression (default: both)').choices(scopes))
    .option('--by <name>', 'who allows it (default: the user of this computer)')
    .addHelpText('after', examples.unsuppress)
    .action(async (text: string, { scope, by, ...options }: UnsuppressOptions) => {
      const name = doer(by)
      await withDatabase(options, context, async ({ database, report, diagnostics }) => {
        const keys = keysIfAny(context, report)
        const addressKey = await keyOf(database, text, report)
        if (addressKey === undefined || diagnostics.length > 0) return
        const lifting = { addressKey, keys, by: name, at: Date.now(), ...(scope && { scope }) }
        const lifted = await database.transaction((queries) => liftSuppressions(queries, lifting))
        if (options.json) context.terminal.out(JSON.stringify({ address: addressKey, lifted }, null, 2))
        else if (!options.quiet)
          context.terminal.err(
            lifted > 0
              ? `Letters may go to ${addressKey} again.\n`
              : `Nothing suppressed ${addressKey}${keys ? '' : ', unless somebody forgotten had it: that takes TIDINGS_KEYS'}.\n`,
          )
      })
    })
}

/** An address need not be on the roster. */
async function keyOf(queries: Queries, text: string, report: Report): Promise<string | undefined> {
  return text.includes('@') ? addressOf(text).key : (await namedMember(queries, text, report))?.addressKey
}
