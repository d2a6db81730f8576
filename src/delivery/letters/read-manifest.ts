import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../../diagnostics/index.ts'
import { closest } from '../../diagnostics/index.ts'
import type { EmbeddedPicture } from '../../letter/index.ts'
import type { Settings } from '../../model/settings.ts'
import { manifestSchema, type Manifest, type ManifestVariant } from './manifest-schema.ts'
import { isKnownField } from './recipient-fields.ts'

/** An issue as it was built: the manifest and the files that it names, each proven to be the one that was built. */
export interface BuiltIssue {
  manifest: Manifest
  /** The manifest's own text. */
  source: string
  variants: ReadonlyMap<string, VariantTexts>
  /** Every picture of its letters, linked or inside, by its path in the archive. */
  pictures: ReadonlyMap<string, Buffer>
}

/** What the letters of one variant are made from. */
export interface VariantTexts {
  html: string
  text: string
  pictures: readonly EmbeddedPicture[]
}

export interface ManifestPlace {
  /** The workspace's root, absolute. */
  root: string
  /** The issue's id. */
  issue: string
  attributes: Settings['attributes']
}

const emailFolder = 'out/email'
const archiveFolder = 'out/archive'

/**
 * Reads an issue that was built, and nothing else of the content side. Reports, and gives nothing, where it was not
 * built, where the manifest is not one that this version writes, where a file is missing or is not the one that was
 * built, and where the letters show a field that no member can have. Never throws for what lies in `out/`.
 */
export function readManifest(place: ManifestPlace, report: Report): BuiltIssue | undefined {
  const source = readManifestText(place, report)
  if (source === undefined) return undefined
  const file = manifestFile(place.issue)
  const manifest = parseManifest(source, file, place.issue, report)
  if (!manifest) return undefined
  const areKnown = checkFields(manifest, place.attributes, file, report)
  const variants = new Map<string, VariantTexts>()
  for (const variant of manifest.variants) {
    const texts = readVariant(place, variant, report)
    if (texts) variants.set(variant.id, texts)
  }
  const pictures = readPictures(place.root, manifest, report)
  const isWhole = pictures && variants.size === manifest.variants.length
  return areKnown && isWhole ? { manifest, source, variants, pictures } : undefined
}

/**
 * A letter links its pictures in the archive: one that is not there now, after another build for example, would not be
 * there for whoever opens the letter. Of pictures inside letters the variants have told already what is missing.
 */
function readPictures(
  root: string,
  { pictures, variants }: Manifest,
  report: Report,
): Map<string, Buffer> | undefined {
  const inside = new Set(variants.flatMap(({ embedded }) => embedded.map(({ path: file }) => file)))
  const linked = new Set(pictures.map(({ path: file }) => file))
  const found = new Map<string, Buffer>()
  let isWhole = true
  for (const name of [...inside, ...linked]) {
    const file = `${archiveFolder}/${name}`
    const picture = readBelow(root, file)
    if (picture) found.set(name, picture)
    else if (!inside.has(name)) isWhole = reportMissing(file, report)
  }
  return isWhole ? found : undefined
}

function manifestFile(issue: string): string {
  return `${emailFolder}/${issue}/manifest.json`
}

function readManifestText({ root, issue }: ManifestPlace, report: Report): string | undefined {
  const built = builtIssues(root)
  const isFileName = issue !== '' && !/[\\/\0]|^\.\.?$/.test(issue)
  if (isFileName && built.includes(issue)) {
    const text = readBelow(root, manifestFile(issue))
    if (text) return text.toString('utf8')
  }
  const likely = closest(issue, built)
  report({
    rule: 'delivery/issue-not-built',
    message: `Unexpected issue \`${issue}\`, expected one that was built`,
    file: isFileName ? manifestFile(issue) : emailFolder,
    ...(likely !== undefined &&
      likely !== issue && { note: `Did you mean \`${likely}\`? Else build it first: \`tidings build\`.` }),
  })
  return undefined
}

/** The issues that have a folder in `out/email`. */
function builtIssues(root: string): string[] {
  try {
    return readdirSync(path.join(root, emailFolder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}

function parseManifest(source: string, file: string, issue: string, report: Report): Manifest | undefined {
  const unreadable = (found: string): undefined => {
    report({
      rule: 'delivery/manifest-unreadable',
      message: `Unexpected ${found}, expected a manifest of this version of Tidings`,
      file,
    })
  }
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    return unreadable('text that is no JSON')
  }
  const result = manifestSchema.safeParse(value)
  if (!result.success) {
    const [first] = result.error.issues
    return unreadable(`\`${first?.path.join('.') ?? ''}\` (${first?.message ?? 'unknown'})`)
  }
  if (result.data.issue !== issue) return unreadable(`issue \`${result.data.issue}\``)
  return repeatedId(result.data) ? unreadable('second variant of the same name') : result.data
}

function repeatedId({ variants }: Manifest): boolean {
  return new Set(variants.map(({ id }) => id)).size < variants.length
}

/** A token whose field nobody can have would leave every letter with a hole: the settings changed since the build. */
function checkFields(
  { tokens }: Manifest,
  attributes: Settings['attributes'],
  file: string,
  report: Report,
): boolean {
  const unknown = [...new Set(tokens.map(({ field }) => field))].filter(
    (field) => !isKnownField(field, attributes),
  )
  for (const field of unknown) {
    report({
      rule: 'delivery/unknown-field',
      message: `Unexpected recipient field \`${field}\`, expected a standard field or a declared attribute`,
      file,
    })
  }
  return unknown.length === 0
}

function readVariant(
  { root, issue }: ManifestPlace,
  { files, embedded }: ManifestVariant,
  report: Report,
): VariantTexts | undefined {
  const textOf = (name: keyof typeof files): string | undefined => {
    const { path: file, hash } = files[name]
    return readBuilt(root, `${emailFolder}/${issue}/${file}`, hash, 'text', report)?.toString('utf8')
  }
  const [html, text, message] = [textOf('email.html'), textOf('email.txt'), textOf('message.eml')]
  const pictures = embedded.flatMap(({ cid, contentType, path: file, hash }): EmbeddedPicture[] => {
    const content = readBuilt(root, `${archiveFolder}/${file}`, hash, 'bytes', report)
    return content ? [{ cid, contentType, content, filename: path.posix.basename(file) }] : []
  })
  // The officer looked at the message: where it is not as built, the others may not be what was proofed either.
  const isWhole = message !== undefined && pictures.length === embedded.length
  return isWhole && html !== undefined && text !== undefined ? { html, text, pictures } : undefined
}

/** A file whose content is the one that was built. */
function readBuilt(
  root: string,
  file: string,
  hash: string,
  kind: 'text' | 'bytes',
  report: Report,
): Buffer | undefined {
  const content = readBelow(root, file)
  if (!content) {
    reportMissing(file, report)
    return undefined
  }
  if (hashOf(content, kind) !== hash) {
    report({
      rule: 'delivery/changed-file',
      message: 'Unexpected content, expected the file as it was built',
      file,
    })
    return undefined
  }
  return content
}

function reportMissing(file: string, report: Report): false {
  report({
    rule: 'delivery/missing-file',
    message: 'Unexpected lack of a file that the manifest names, expected it as it was built',
    file,
  })
  return false
}

function readBelow(root: string, file: string): Buffer | undefined {
  try {
    return readFileSync(path.join(root, ...file.split('/')))
  } catch {
    return undefined
  }
}

/** As the build hashes a file: its length goes before it, counted in UTF-16 units where it is a text. */
function hashOf(content: Buffer, kind: 'text' | 'bytes'): string {
  const length = kind === 'text' ? content.toString('utf8').length : content.length
  return createHash('sha256').update(`${length}:`).update(content).digest('hex')
}
