import { userInfo } from 'node:os'
import { UsageError, type Report } from '../../diagnostics/index.ts'
import type { Queries } from '../../database/index.ts'
import {
  findMember,
  normaliseAddress,
  readKeys,
  type Address,
  type Keys,
  type MemberHandle,
} from '../../members/index.ts'
import type { Member } from '../../model/member.ts'
import type { CommandContext } from '../command.ts'

/** How an argument names a member: an address, `id:12`, or else the organisation's number. */
function handleOf(text: string): MemberHandle {
  const id = /^id:(\d{1,15})$/.exec(text)?.[1]
  if (id !== undefined) return { id: Number(id) }
  return text.includes('@') ? { address: addressOf(text).address } : { number: text.trim() }
}

/** The member that an argument names; reports `members/unknown-member` where there is none. */
export async function namedMember(
  queries: Queries,
  text: string,
  report: Report,
): Promise<Member | undefined> {
  const member = await findMember(queries, handleOf(text))
  if (!member) reportUnknown(text, report)
  return member
}

export function reportUnknown(text: string, report: Report): void {
  report({
    rule: 'members/unknown-member',
    message: `Unexpected member \`${text}\`, expected one on the roster`,
    file: 'roster',
  })
}

/** An address in an argument. */
export function addressOf(text: string): Address {
  const address = normaliseAddress(text)
  if ('fault' in address) throw new UsageError(`${address.message}.`)
  return address
}

/** The keys, where the environment has some; what is wrong with them is reported. */
export function keysIfAny({ terminal }: CommandContext, report: Report): Keys | undefined {
  return (terminal.env['TIDINGS_KEYS'] ?? '').trim() === '' ? undefined : readKeys(terminal.env, report)
}

/** Who does something that is kept with a name. */
export function doer(by: string | undefined): string {
  const name = (by ?? userInfo().username).trim()
  if (name === '') throw new UsageError('--by needs a name.')
  return name
}

/** Gathers an option that may be given several times. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

/** `name=value`, as options with several values are written. */
export function splitPair(text: string, option: string): [string, string] {
  const at = text.lastIndexOf('=')
  if (at < 1) throw new UsageError(`${option} needs NAME=VALUE, not ${text}`)
  return [text.slice(0, at), text.slice(at + 1)]
}
