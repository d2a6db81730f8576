import { readFileSync } from 'node:fs'
import path from 'node:path'
import { issueAddress } from '../../editions/archive/index.ts'
import type { escapeForContext } from '../../letter/index.ts'
import type { TokenUse } from '../../model/edition.ts'
import type { Settings } from '../../model/settings.ts'
import type { Content } from '../load-content.ts'
import type { MailedLetter } from '../mailed/mailed-schema.ts'
import { readMailedText } from '../mailed/mailed-files.ts'
import type { Mailing } from '../mailed/read-mailed.ts'
import { sampleValue } from '../sample-value.ts'
import type { Output } from '../write-outputs.ts'
import { page, type Archive } from './archive.ts'

/** The last mailing of each issue, by the issue's id. */
export function lastMailings(archive: Archive): Map<string, Mailing> {
  return new Map(archive.content.mailed.map((mailing) => [mailing.record.issue, mailing]))
}

/** For each issue that was mailed the e-mail as it was sent. */
export function mailedPages(archive: Archive): Output[] {
  const last = lastMailings(archive)
  return archive.published.flatMap(({ id }): Output[] => {
    const mailing = last.get(id)
    if (!mailing) return []
    const key = JSON.stringify([mailing.folder, mailing.hash])
    return [page(archive, `${issueAddress(id)}mail/`, key, () => mailedPage(archive, mailing))]
  })
}

async function mailedPage(archive: Archive, mailing: Mailing): Promise<string | undefined> {
  const { content, report } = archive
  const { root, settings } = content
  // What reads and makes letters is loaded when one is shown anew.
  const { letterSchema } = await import('../mailed/mailed-schema.ts')
  const { readMailedJson } = await import('../mailed/read-mailed.ts')
  const letter = readMailedJson(root, `${mailing.folder}/manifest.json`, letterSchema, report)
  const variant = letter && variantOfEverybody(letter)
  if (!variant) return undefined
  const source = readMailedText(root, `${mailing.folder}/${variant.files['email.html'].path}`, report)
  if (!source) return undefined
  const { renderMailedPage } = await import('../../editions/email/index.ts')
  const { escapeForContext } = await import('../../letter/index.ts')
  return renderMailedPage({
    html: source.source,
    subject: letter.subject,
    language: settings.language,
    mailedOn: mailing.record.mailedOn,
    issueUrl: '../',
    colours: settings.brand.colours,
    tokens: letter.tokens,
    sample: neutralSample(letter, settings, escapeForContext),
    pictures: picturesOf(variant, mailing, settings),
  })
}

type MailedVariant = MailedLetter['variants'][number]

/** What members read to whom no condition applies. */
function variantOfEverybody({ variants }: MailedLetter): MailedVariant | undefined {
  return variants.find(({ conditions }) => conditions.every(({ holds }) => !holds)) ?? variants[0]
}

/** Nobody in particular: a member without a name. */
function neutralSample(
  { greetingFallback }: MailedLetter,
  settings: Settings,
  escape: typeof escapeForContext,
): (use: TokenUse) => string {
  return ({ field, context }) =>
    escape(field === 'name' ? greetingFallback : sampleValue(field, settings), context)
}

function picturesOf(
  { embedded }: MailedVariant,
  { record }: Mailing,
  { baseUrl }: Settings,
): Map<string, string> {
  return new Map([
    ...embedded.map(({ cid, path: file }) => [`cid:${cid}`, `../../../${file}`] as const),
    ...record.pictures.map((file) => [`"${baseUrl}/${file}"`, `"../../../${file}"`] as const),
  ])
}

/**
 * The pictures of every mailing that are not `made` anyway: a letter in somebody's mailbox keeps its pictures, also when
 * no article shows them any more.
 */
export function mailedPictures({ root, mailed }: Content, made: readonly Output[]): Output[] {
  const known = new Set(made.map(({ file }) => file))
  const outputs = new Map<string, Output>()
  for (const { folder, record } of mailed) {
    for (const picture of record.pictures) {
      const file = `archive/${picture}`
      const make = (): Buffer | undefined => readIfThere(path.join(root, folder, picture))
      if (!known.has(file)) outputs.set(file, { file, key: `mailed ${picture}`, make })
    }
  }
  return [...outputs.values()]
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}
