import { userInfo } from 'node:os'
import { UsageError } from '../../diagnostics/index.ts'
import {
  checkIsCurrent,
  findSend,
  listSends,
  loadSigner,
  readManifest,
  type BuiltIssue,
  type SendRecord,
} from '../../delivery/index.ts'
import type { Signer } from '../../letter/index.ts'
import { readKeys, type Keys } from '../../members/index.ts'
import { withWorkspaceOptions, type CommandContext, type WorkspaceOptions } from '../command.ts'
import type { Office } from '../with-database.ts'
import type { Command } from 'commander'

/** Options of everything that is written down with a name. */
export interface PersonOptions extends WorkspaceOptions {
  by?: string
}

/** Adds the options of a workspace and `--by`. */
export function withPersonOptions(command: Command): Command {
  return withWorkspaceOptions(command).option(
    '--by <name>',
    'who does this, for the record (default: the user of this machine)',
  )
}

/** Who is written down as the one who did it. */
export function personOf({ by }: PersonOptions): string {
  const name = (by ?? userInfo().username).trim()
  if (name === '' || /\p{Cc}/u.test(name))
    throw new UsageError('Unexpected --by, expected a name in one line.')
  return name
}

/** Words for the record, in one line. */
export function reasonOf(reason: string): string {
  if (reason.trim() === '' || /\p{Cc}/u.test(reason)) {
    throw new UsageError('Unexpected --reason, expected words in one line.')
  }
  return reason.trim()
}

/** What every letter of an issue is made with. */
export interface LetterMaterial {
  built: BuiltIssue
  keys: Keys
  signer: Signer | undefined
}

/** As `readMaterial`; reports an issue whose sources have changed since it was built, or have errors. */
export async function readCurrentMaterial(
  office: Office,
  issue: string,
  context: CommandContext,
): Promise<LetterMaterial | undefined> {
  const material = readMaterial(office, issue, context)
  if (!material) return undefined
  const { check } = await import('../../press/index.ts')
  const { issues } = await check({ root: office.root })
  return checkIsCurrent(material.built.manifest, issues, office.report) ? material : undefined
}

/** The issue as it was built, and what signs and links its letters. Reports what is missing. */
export function readMaterial(
  { root, settings, report }: Office,
  issue: string,
  { terminal }: CommandContext,
): LetterMaterial | undefined {
  const built = readManifest({ root, issue, attributes: settings.attributes }, report)
  const keys = readKeys(terminal.env, report)
  const signing = loadSigner(settings, terminal.env, report)
  if (!built || !keys || !signing) return undefined
  return { built, keys, signer: signing.signer }
}

/** The send of an issue; a usage error where there is none. */
export async function sendOf({ database }: Office, issue: string): Promise<SendRecord> {
  const send = await findSend(database, issue)
  if (send) return send
  throw new UsageError(`${issue} was never planned. Plan it: tidings send ${issue}`)
}

/** The send of an issue with this number; a usage error where it has none. */
export async function numberedSend({ database }: Office, issue: string, number: number): Promise<SendRecord> {
  const send = (await listSends(database, issue)).find(({ id }) => id === number)
  if (send) return send
  throw new UsageError(`${issue} has no send ${number}. Its sends: tidings send status ${issue}`)
}

/** Reports that a send may not do what was asked; nothing was done. */
export function refuse({ report }: Office, issue: string, message: string): undefined {
  report({ rule: 'delivery/refused', message, file: `out/email/${issue}/manifest.json` })
}
