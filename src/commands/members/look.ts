import { Option, type Command } from 'commander'
import { UsageError } from '../../diagnostics/index.ts'
import {
  compileSegment,
  countMembers,
  earlierAddressesOf,
  listMembers,
  preferencesOf,
  suppressionsOf,
  type MemberCount,
} from '../../members/index.ts'
import { memberStatuses, type Member, type MemberStatus, type Suppression } from '../../model/member.ts'
import { withWorkspaceOptions, type CommandContext, type WorkspaceOptions } from '../command.ts'
import { withDatabase } from '../with-database.ts'
import { keysIfAny, namedMember } from './named-member.ts'

const examples = {
  show: `
Examples:
  tidings members show ann@example.org   by address
  tidings members show 1234              by number
  tidings members show id:12 --json      by our own id, for scripts
`,
  list: `
Examples:
  tidings members list                         the first fifty
  tidings members list --after 50 --limit 50   the next
  tidings members list --segment 'region = Wales and status = active'
`,
  count: `
Examples:
  tidings members count                              everybody
  tidings members count --segment wales              a segment of tidings.yaml
  tidings members count --segment 'role = officer'   a condition
`,
}

/** `tidings members show MEMBER`. */
export function addMemberShowCommand(members: Command, context: CommandContext): void {
  withWorkspaceOptions(members.command('show'))
    .description('show everything that is known of one member')
    .argument('<member>', 'the number, the address, or id:12')
    .addHelpText('after', examples.show)
    .action(async (text: string, options: WorkspaceOptions) => {
      await withDatabase(options, context, async ({ database, report }) => {
        const keys = keysIfAny(context, report)
        const member = await namedMember(database, text, report)
        if (!member) return
        const preferences = Object.fromEntries(await preferencesOf(database, member.id))
        const earlierAddresses = await earlierAddressesOf(database, member.id)
        const suppressions = await suppressionsOf(database, member.addressKey, keys)
        context.terminal.out(
          options.json
            ? JSON.stringify(
                {
                  ...withTimes(member),
                  earlierAddresses,
                  preferences,
                  suppressions: suppressions.map(withTimes),
                },
                null,
                2,
              )
            : describe(member, { earlierAddresses, preferences, suppressions }),
        )
      })
    })
}

/** Moments as ISO 8601 writes them. */
function withTimes(value: object): object {
  const entries = Object.entries(value).map(([key, entry]: [string, unknown]) => {
    if (key === 'consent') return [key, withTimes(entry as object)]
    return [key, typeof entry === 'number' && /^(?:at|since|\w+At)$/.test(key) ? time(entry) : entry]
  })
  return Object.fromEntries(entries) as object
}

function time(at: number): string {
  return new Date(at).toISOString()
}

interface Known {
  earlierAddresses: readonly string[]
  preferences: Record<string, boolean>
  suppressions: readonly Suppression[]
}

function describe(member: Member, { earlierAddresses, preferences, suppressions }: Known): string {
  const { consent } = member
  const rows: [string, string][] = [
    ['address', member.address],
    ...earlierAddresses.map((address): [string, string] => ['earlier address', address]),
    ['number', member.number ?? '–'],
    ['id', String(member.id)],
    ['name', member.name || '–'],
    ['language', member.language || '–'],
    ['status', member.status],
    ...Object.entries(member.attributes).map(([key, value]): [string, string] => [key, String(value)]),
    [
      'consent',
      consent ? [time(consent.at), consent.how, consent.from].filter(Boolean).join(', ') : 'not recorded',
    ],
    ...Object.entries(preferences).map(([series, wanted]): [string, string] => [
      `series ${series}`,
      wanted ? 'wanted' : 'not wanted',
    ]),
    ...suppressions.map((one): [string, string] => [
      one.liftedAt === undefined ? 'suppressed' : 'was suppressed',
      suppressionLine(one),
    ]),
    ['on the roster', `since ${time(member.createdAt)}, changed ${time(member.changedAt)}`],
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n')
}

function suppressionLine({ scope, reason, evidence, since, liftedAt, liftedBy }: Suppression): string {
  const what = scope === 'newsletter' ? 'the newsletter' : 'every letter'
  const lifted = liftedAt === undefined ? '' : `, lifted ${time(liftedAt)} by ${liftedBy ?? '?'}`
  return `${what}: ${reason}, since ${time(since)}${evidence === '' ? '' : ` (${evidence})`}${lifted}`
}

interface ListOptions extends WorkspaceOptions {
  segment?: string
  status?: MemberStatus
  after: string
  limit: string
}

/** `tidings members list`. */
export function addMemberListCommand(members: Command, context: CommandContext): void {
  withWorkspaceOptions(members.command('list'))
    .description('list members, a page at a time')
    .option('--segment <segment>', 'only those of a segment of tidings.yaml, or of a condition')
    .addOption(new Option('--status <status>', 'only those with this status').choices(memberStatuses))
    .option('--after <id>', 'only those with a higher id than this', '0')
    .option('--limit <number>', 'how many at most', '50')
    .addHelpText('after', examples.list)
    .action(async (options: ListOptions) => {
      const limit = whole(options.limit, '--limit')
      const after = whole(options.after, '--after')
      await withDatabase(options, context, async ({ database, settings, report }) => {
        const segment =
          options.segment === undefined ? undefined : compileSegment(settings, options.segment, report)
        if (options.segment !== undefined && !segment) return
        const found = await listMembers(database, {
          after,
          limit,
          condition: segment,
          status: options.status,
        })
        context.terminal.out(options.json ? JSON.stringify(found.map(withTimes), null, 2) : table(found))
        if (!options.quiet && !options.json && found.length === limit)
          context.terminal.err(`The next ones: --after ${found.at(-1)!.id}\n`)
      })
    })
}

function whole(text: string, option: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`${option} needs a whole number, not ${text}.`)
  return Number(text)
}

function table(members: readonly Member[]): string {
  if (members.length === 0) return 'Nobody.'
  const rows = members.map(({ id, number = '–', address, name, status }) => [
    `id:${id}`,
    number,
    address,
    name || '–',
    status,
  ])
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** `tidings members count`. */
export function addMemberCountCommand(members: Command, context: CommandContext): void {
  withWorkspaceOptions(members.command('count'))
    .description('count members by status, and how many of them must not be mailed')
    .option('--segment <segment>', 'only those of a segment of tidings.yaml, or of a condition')
    .addHelpText('after', examples.count)
    .action(async (options: WorkspaceOptions & { segment?: string }) => {
      await withDatabase(options, context, async ({ database, settings, report }) => {
        const segment =
          options.segment === undefined ? undefined : compileSegment(settings, options.segment, report)
        if (options.segment !== undefined && !segment) return
        const count = await database.transaction((queries) => countMembers(queries, segment))
        context.terminal.out(options.json ? JSON.stringify(count, null, 2) : inWords(count))
      })
    })
}

function inWords({ active, lapsed, suppressed }: MemberCount): string {
  const reasons = Object.entries(suppressed)
  const held = reasons.reduce((sum, [, number]) => sum + number, 0)
  const why = reasons.map(([reason, number]) => `${number.toLocaleString('en-GB')} ${reason}`).join(', ')
  const lines = [
    `active      ${active.toLocaleString('en-GB')}`,
    `lapsed      ${lapsed.toLocaleString('en-GB')}`,
    `suppressed  ${held.toLocaleString('en-GB')} of the active ones${held > 0 ? `: ${why}` : ''}`,
  ]
  return lines.join('\n')
}
