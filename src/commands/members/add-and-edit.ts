import { Option, type Command } from 'commander'
import { UsageError, type Report } from '../../diagnostics/index.ts'
import {
  addMember,
  editMember,
  readAttribute,
  readLanguage,
  readMoment,
  readText,
  setPreference,
  suppressionsOf,
  type MemberChanges,
  type MemberFault,
  type ReadValue,
} from '../../members/index.ts'
import {
  memberStatuses,
  type AttributeValues,
  type Consent,
  type Member,
  type MemberStatus,
} from '../../model/member.ts'
import type { Settings } from '../../model/settings.ts'
import { withWorkspaceOptions, type CommandContext, type WorkspaceOptions } from '../command.ts'
import { withDatabase } from '../with-database.ts'
import { addressOf, collect, keysIfAny, namedMember, splitPair } from './named-member.ts'

const examples = {
  add: `
Examples:
  tidings members add ann@example.org --name "Ann Smith" --number 1234 --set region=Wales
  tidings members add ann@example.org --consent-how "membership form" --consent-from "branch meeting"
`,
  edit: `
Examples:
  tidings members edit 1234 --address ann.smith@example.org   a new address; who left has left with that one too
  tidings members edit ann@example.org --set region=Scotland --set role=
                                                              an empty value makes one unknown
  tidings members edit ann@example.org --series branch-life=no
                                                              not this series any more
`,
}

interface FieldOptions extends WorkspaceOptions {
  name?: string
  number?: string
  language?: string
  status?: MemberStatus
  set: string[]
}

function withFields(command: Command): Command {
  return withWorkspaceOptions(command)
    .option('--name <name>', 'the name')
    .option('--number <number>', 'the organisation’s number')
    .option('--language <tag>', 'the language, such as cy')
    .addOption(new Option('--status <status>', 'whether the membership is current').choices(memberStatuses))
    .option(
      '--set <attribute=value>',
      'the value of a declared attribute; may be given several times',
      collect,
      [],
    )
}

interface AddOptions extends FieldOptions {
  consentAt?: string
  consentHow?: string
  consentFrom?: string
}

/** `tidings members add ADDRESS`. */
export function addMemberAddCommand(members: Command, context: CommandContext): void {
  withFields(members.command('add'))
    .description('add one member')
    .argument('<address>', 'the e-mail address')
    .option('--consent-how <words>', 'by what the member agreed: membership form, telephone …')
    .option('--consent-from <words>', 'from where: a meeting, a page, an office')
    .option('--consent-at <day>', 'when, such as 2023-03-02 (default: now)')
    .addHelpText('after', examples.add)
    .action(async (text: string, options: AddOptions) => {
      const address = addressOf(text)
      const consent = consentOf(options)
      await withDatabase(options, context, async ({ database, settings, report, diagnostics }) => {
        const keys = keysIfAny(context, report)
        const fields = fieldsOf(options, settings)
        const attributes = Object.entries(fields.attributes ?? {}).filter(
          (entry): entry is [string, AttributeValues[string]] => entry[1] !== undefined,
        )
        if (diagnostics.length > 0) return
        const { number, ...others } = fields
        const input = {
          ...others,
          ...(number !== undefined && { number }),
          address,
          attributes: Object.fromEntries(attributes),
          ...(consent && { consent }),
        }
        const result = await database.transaction((queries) =>
          addMember(queries, input, { keys, now: Date.now() }),
        )
        conclude(result, 'Added', text, options, context, report)
      })
    })
}

interface EditOptions extends FieldOptions {
  address?: string
  series: string[]
}

/** `tidings members edit MEMBER`. */
export function addMemberEditCommand(members: Command, context: CommandContext): void {
  withFields(members.command('edit'))
    .description('change what is known of one member')
    .argument('<member>', 'the number, the address, or id:12')
    .option('--address <address>', 'the e-mail address')
    .option(
      '--series <id=yes|no>',
      'whether the member wants a series; may be given several times',
      collect,
      [],
    )
    .addHelpText('after', examples.edit)
    .action(async (text: string, options: EditOptions) => {
      await withDatabase(options, context, async ({ database, settings, report, diagnostics }) => {
        const keys = keysIfAny(context, report)
        const changes: MemberChanges = {
          ...fieldsOf(options, settings),
          ...(options.address !== undefined && { address: addressOf(options.address) }),
        }
        const wishes = options.series.map((pair) => wishOf(pair, settings))
        if (diagnostics.length > 0) return
        const now = Date.now()
        const result = await database.transaction(async (queries) => {
          const member = await namedMember(queries, text, report)
          if (!member) return undefined
          for (const [series, wanted] of wishes) await setPreference(queries, member.id, series, wanted, now)
          return editMember(queries, member.id, changes, { keys, now })
        })
        if (!result) return
        conclude(result, 'Changed', text, options, context, report)
        if (options.address === undefined || 'fault' in result || options.json || options.quiet) return
        const holding = (await suppressionsOf(database, result.addressKey)).find(
          ({ liftedAt }) => liftedAt === undefined,
        )
        if (holding)
          context.terminal.err(`No newsletter goes to this address: it is suppressed (${holding.reason}).\n`)
      })
    })
}

function fieldsOf(options: FieldOptions, settings: Settings): Omit<MemberChanges, 'address'> {
  const number = options.number === undefined ? undefined : valueOf('--number', options.number, readText)
  return {
    ...(options.name !== undefined && { name: valueOf('--name', options.name, readText) }),
    ...(number !== undefined && { number: number === '' ? undefined : number }),
    ...(options.language !== undefined && {
      language: valueOf('--language', options.language, readLanguage),
    }),
    ...(options.status !== undefined && { status: options.status }),
    attributes: Object.fromEntries(options.set.map((pair) => attributeOf(pair, settings))),
  }
}

function attributeOf(pair: string, { attributes }: Settings): [string, AttributeValues[string] | undefined] {
  const at = pair.indexOf('=')
  const [name, text] = at < 1 ? splitPair(pair, '--set') : [pair.slice(0, at), pair.slice(at + 1)]
  const declaration = Object.hasOwn(attributes, name) ? attributes[name] : undefined
  if (!declaration) {
    const names = Object.keys(attributes)
    const known =
      names.length > 0 ? `the declared ones are ${names.join(', ')}` : 'tidings.yaml declares none'
    throw new UsageError(`There is no attribute ${name}: ${known}.`)
  }
  if (text.trim() === '') return [name, undefined]
  return [name, valueOf(`--set ${name}`, text, (value) => readAttribute(declaration, value))]
}

function wishOf(pair: string, { series }: Settings): [string, boolean] {
  const [id, wish] = splitPair(pair, '--series')
  if (!series.some((one) => one.id === id)) {
    const known = series.map((one) => one.id).join(', ')
    throw new UsageError(`There is no series ${id}${known === '' ? '' : `; there are ${known}`}.`)
  }
  if (wish !== 'yes' && wish !== 'no') throw new UsageError(`--series needs ${id}=yes or ${id}=no.`)
  return [id, wish === 'yes']
}

function valueOf<T>(option: string, text: string, read: (text: string) => ReadValue<T>): T {
  const result = read(text)
  if ('value' in result) return result.value
  throw new UsageError(`Unexpected \`${text}\` for ${option}, expected ${result.expected}.`)
}

function consentOf({ consentAt, consentHow, consentFrom }: AddOptions): Consent | undefined {
  if (consentHow === undefined) {
    if (consentAt === undefined && consentFrom === undefined) return undefined
    throw new UsageError('A consent needs --consent-how.')
  }
  return {
    at: consentAt === undefined ? Date.now() : valueOf('--consent-at', consentAt, readMoment),
    how: valueOf('--consent-how', consentHow, readText),
    from: valueOf('--consent-from', consentFrom ?? '', readText),
  }
}

function conclude(
  result: Member | MemberFault,
  done: string,
  text: string,
  options: WorkspaceOptions,
  { terminal }: CommandContext,
  report: Report,
): void {
  if ('fault' in result) return reportFault(result, text, report)
  if (options.json) terminal.out(JSON.stringify(result, null, 2))
  else if (!options.quiet) terminal.err(`${done}: ${result.address} (id:${result.id}).\n`)
}

function reportFault({ fault, owner }: MemberFault, text: string, report: Report): void {
  if (fault === 'keys-needed') {
    report({
      rule: 'members/missing-keys',
      message: 'Unexpected absence of a key under which somebody was forgotten, expected it in TIDINGS_KEYS',
      file: 'TIDINGS_KEYS',
    })
  } else {
    const what = fault === 'number-taken' ? 'number' : 'address'
    report({
      rule: 'members/address-taken',
      message: `Unexpected ${what} for \`${text}\`, expected one that is not that of ${owner?.address ?? 'another member'} (id:${owner?.id ?? '?'})`,
      file: 'roster',
      note: 'Nothing was changed. Change the other member first, or use `tidings members edit` if it is the same person.',
    })
  }
}
