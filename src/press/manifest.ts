import type { Issue } from '../model/issue.ts'
import type { Settings } from '../model/settings.ts'
import { hashOf } from './hash.ts'
import type { MadeVariant } from './make-variant.ts'
import { pictureHash, type Picture } from './picture-output.ts'

/** Everything that a member could see of an issue: if any of it changes, so does the hash. */
export function contentHashOf(
  settings: Settings,
  issue: Issue,
  variants: readonly MadeVariant[],
  pictures: readonly Picture[],
): string {
  return hashOf(
    JSON.stringify({
      ...headOf(settings, issue),
      pictures: pictures.map((picture) => [picture.file, pictureHash(picture)]),
    }),
    ...variants.map(({ variant, files, tokens }) => JSON.stringify({ variant, files, tokens })),
  )
}

/** Changes when an older `send` could misread the manifest. */
const manifestVersion = 1

/** `out/email/<issue>/manifest.json`: all that a send reads of the content side. */
export function manifestText(
  settings: Settings,
  issue: Issue,
  variants: readonly MadeVariant[],
  pictures: readonly Picture[],
  contentHash: string,
): string {
  const tokens = new Map(variants.flatMap(({ tokens }) => tokens).map((use) => [use.token, use]))
  const manifest = {
    version: manifestVersion,
    contentHash,
    ...headOf(settings, issue),
    variants: variants.map(({ variant, files, embedded, sizeBytes, split }) => ({
      id: variant.id,
      conditions: variant.conditions,
      files: Object.fromEntries(
        ['email.html', 'email.txt', 'message.eml'].map((name) => [
          name,
          { path: `${variant.id}/${name}`, hash: hashOf(files[name] ?? '') },
        ]),
      ),
      embedded,
      sizeBytes,
      split,
    })),
    tokens: [...tokens.values()].sort((one, other) => (one.token < other.token ? -1 : 1)),
    pictures: pictures.map(({ file }) => ({ url: `${settings.baseUrl}/${file}`, path: file })),
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

function headOf(settings: Settings, issue: Issue): object {
  return {
    issue: issue.id,
    title: settings.title,
    number: issue.number ?? null,
    date: issue.date,
    subject: issue.subject,
    preheader: issue.preheader,
    audience: issue.audience ?? null,
    series: issue.series ?? null,
    sender: settings.sender,
    replyTo: settings.replyTo ?? null,
    listId: settings.listId,
    language: settings.language,
    archiveUrl: `${settings.baseUrl}/issues/${issue.id}/`,
    serviceUrl: settings.serviceUrl,
    greetingFallback: settings.greetingFallback,
    images: settings.images,
  }
}
