import { InvalidArgumentError, type Command } from 'commander'
import { withWorkspaceOptions, type CommandContext, type WorkspaceOptions } from './command.ts'
import { cancel, pause, resume, sendDue, showStatus, type ControlOptions } from './send/control.ts'
import { planAndConfirm, type SendOptions } from './send/plan-and-confirm.ts'
import { report, type ReportOptions } from './send/report.ts'
import { again, resolve, type AgainOptions, type ResolveOptions } from './send/resolve.ts'
import { withPersonOptions, type PersonOptions } from './send/sending.ts'
import { sendProofs, writeTrial } from './send/try-letters.ts'
import { withDatabase, type Office } from './with-database.ts'

const examples = `
Examples:
  tidings send 2023-11 --test editor@example.org   a marked proof to one address
  tidings send 2023-11                             plan it and show the plan; asks before anything goes
  tidings send 2023-11 --confirm 3f9a61c0          send it, as it was planned
  tidings send 2023-11 --confirm 3f9a61c0 --at "2026-12-01 09:00"
  tidings send status                              how every send stands
  tidings send report 2023-11                      who got it

Exit codes: 0 done, 1 findings, 2 usage, 3 not complete: only planned, paused, or with uncertain letters.
`

/** What sends letters opens what is there, and goes on while the disk is waited for. */
const sending = { create: false, ownThread: true }

/** Which send of an issue, where one was cancelled and the issue planned again. */
const sendOf = {
  report: 'one send of the issue, as status numbers them (default: the newest that began; in the proof, all)',
  resolve: 'one send of the issue, as status numbers them (default: the newest with uncertain letters)',
}

/** What `--help` shows after the options. */
function examplesOf(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  tidings send ${line}`).join('\n')}\n`
}

interface AllSendOptions extends SendOptions {
  test?: string
  as?: string
  dryRun?: string
  first?: number
}

/** `tidings send` and what belongs to it. */
export function addSendCommand(program: Command, context: CommandContext): void {
  const send = withPersonOptions(program.command('send'))
    .description('send an issue to the members: plan it, look at it, confirm it')
    .argument('<issue>', 'the issue, as its folder in out/email is called')
    .option('--segment <name>', 'only members of this segment, or for whom this condition holds')
    .option('--confirm <hash>', 'send the plan with this hash, or its first 8 characters or more')
    .option('--at <time>', 'with --confirm: not now but then, such as "2026-12-01 09:00"')
    .option('--offline', 'do not look whether the archive is live and the unsubscribe address answers')
    .option('--test <address>', 'send a marked proof of each variant to this address, and nothing else')
    .option('--as <member>', 'with --test: with the values of the member with this number or address')
    .option('--dry-run <dir>', 'write the letters as .eml files, and send nothing')
    .option('--first <number>', 'with --dry-run: only so many letters', count)
    .enablePositionalOptions()
    .addHelpText('after', examples)
    .action((issue: string, options: AllSendOptions) =>
      withDatabase(options, context, (office) => sendIssue(office, issue, options, context), {
        ownThread: true,
      }),
    )
  addControl(send, context)
  addReport(send, context)
  addResolve(send, context)
}

function sendIssue(
  office: Office,
  issue: string,
  options: AllSendOptions,
  context: CommandContext,
): Promise<void> {
  const { test, dryRun } = options
  if (test !== undefined) return sendProofs(office, issue, { ...options, test }, context)
  if (dryRun !== undefined) return writeTrial(office, issue, { ...options, dryRun }, context)
  return planAndConfirm(office, issue, options, context)
}

function addControl(send: Command, context: CommandContext): void {
  const control = (
    name: string,
    description: string,
    example: string,
    act: (office: Office, issue: string, options: ControlOptions, context: CommandContext) => Promise<void>,
  ): void => {
    withPersonOptions(send.command(name))
      .description(description)
      .argument('<issue>', 'the issue')
      .option('--reason <words>', 'why, for the record')
      .addHelpText('after', examplesOf(example))
      .action((issue: string, options: ControlOptions) =>
        withDatabase(options, context, (office) => act(office, issue, options, context), sending),
      )
  }
  control(
    'pause',
    'pause a send, also one that another process is sending',
    'pause 2023-11 --reason "a wrong date on page 2"',
    pause,
  )
  control('resume', 'go on with a send that is paused or was cut off', 'resume 2023-11', resume)
  control('cancel', 'cancel what has not gone yet', 'cancel 2023-11', cancel)
  withWorkspaceOptions(send.command('status'))
    .description('how a send stands, or all of them')
    .argument('[issue]', 'the issue (default: all)')
    .addHelpText('after', examplesOf('status           every send', 'status 2023-11   one of them'))
    .action((issue: string | undefined, options: WorkspaceOptions) =>
      withDatabase(options, context, (office) => showStatus(office, issue, options, context), {
        create: false,
      }),
    )
  withPersonOptions(send.command('due'))
    .description('start the scheduled sends whose time has come: for cron or a timer, every minute')
    .addHelpText('after', examplesOf('due --quiet   from cron'))
    .action((options: PersonOptions) =>
      withDatabase(options, context, (office) => sendDue(office, options, context), sending),
    )
}

function addReport(send: Command, context: CommandContext): void {
  withWorkspaceOptions(send.command('report'))
    .description('who got it: a summary and an HTML page, JSON, or the CSV proof')
    .argument('<issue>', 'the issue')
    .option('--html <file>', 'where the page goes (default: report-<issue>.html, here)')
    .option('--csv [file]', 'the proof, a row for each letter, to a file or to standard output')
    .option('--send <number>', sendOf.report, count)
    .addHelpText(
      'after',
      examplesOf(
        'report 2023-11                   a summary, and the page report-2023-11.html',
        'report 2023-11 --csv proof.csv   who got it, row by row',
        'report 2023-11 --json            for scripts',
        'report 2023-11 --send 1          of the send that was cancelled before',
      ),
    )
    .action((issue: string, options: ReportOptions) =>
      withDatabase(options, context, (office) => report(office, issue, options, context), { create: false }),
    )
}

function addResolve(send: Command, context: CommandContext): void {
  withPersonOptions(send.command('resolve'))
    .description(
      'decide on uncertain letters: those that were handed to a server whose answer was never seen',
    )
    .argument('<issue>', 'the issue')
    .option('--accept', 'count them as accepted')
    .option('--resend', 'send them once more, at the risk of a second letter')
    .option('--keep', 'after a restore: leave them as they are, and let the rest go on')
    .option('--all', 'every uncertain one')
    .option('--member <member>', 'the one with this number or address; may be given again', gather)
    .option(
      '--from-csv <file>',
      'those that a proof, or a list of addresses or Message-IDs, shows to be accepted',
    )
    .option('--send <number>', sendOf.resolve, count)
    .addHelpText(
      'after',
      examplesOf(
        'resolve 2023-11 --accept --all               they have it',
        'resolve 2023-11 --resend --member M000042    this one gets it once more',
        'resolve 2023-11 --from-csv accepted.csv      as the mail server’s log says',
      ),
    )
    .action((issue: string, options: ResolveOptions) =>
      withDatabase(options, context, (office) => resolve(office, issue, options, context), { create: false }),
    )
  withPersonOptions(send.command('again'))
    .description('send one more letter to a member who says that theirs never came')
    .argument('<issue>', 'the issue')
    .requiredOption('--member <member>', 'their number or address')
    .addHelpText('after', examplesOf('again 2023-11 --member M000042'))
    .action((issue: string, options: AgainOptions) =>
      withDatabase(options, context, (office) => again(office, issue, options, context), sending),
    )
}

function gather(value: string, before: string[] = []): string[] {
  return [...before, value]
}

function count(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('Expected a whole number from 1.')
  return number
}
