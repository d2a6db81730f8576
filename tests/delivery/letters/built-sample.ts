import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { toDiagnostic, type Diagnostic, type Report } from '../../../src/diagnostics/index.ts'
import { readManifest, type BuiltIssue } from '../../../src/delivery/letters/read-manifest.ts'
import type { ClaimedDelivery } from '../../../src/delivery/delivery.ts'
import { readKeys, type Keys } from '../../../src/members/index.ts'
import type { Settings } from '../../../src/model/settings.ts'
import { build } from '../../../src/press/index.ts'
import { settingsSchema } from '../../../src/workspace/index.ts'
import { parse } from 'yaml'
import { madeOnce } from '../../made-once.ts'
import { copyOf, workspaceAt } from '../../press/workspace-fixture.ts'

const root = path.resolve(import.meta.dirname, '../../..')

export const sampleIssue = '2023-11'

/** The parts of the settings that letters are made with. */
export type LetterSettings = Pick<Settings, 'attributes' | 'delivery' | 'sender' | 'serviceUrl' | 'baseUrl'>

export interface BuiltSample {
  root: string
  settings: LetterSettings
  path: (file: string) => string
  /** Reads the issue; fails where that reports. */
  read: () => BuiltIssue
  dispose: () => void
}

export interface SampleOptions {
  images?: 'linked' | 'embedded'
}

/** A copy of the sample workspace, built with a greeting that shows fields of the member. */
export async function buildSample({ images = 'linked' }: SampleOptions = {}): Promise<BuiltSample> {
  const { root: folder } = copyOf(
    workspaceAt(await madeOnce(`sample-${images}`, (empty) => buildIn(empty, images))),
  )
  const settings = sampleSettings(folder)
  return {
    root: folder,
    settings,
    path: (file) => path.join(folder, file),
    read: () => {
      const { found, report } = collect()
      const built = readManifest(
        { root: folder, issue: sampleIssue, attributes: settings.attributes },
        report,
      )
      if (!built) throw new Error(JSON.stringify(found))
      return built
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function buildIn(folder: string, images: string): Promise<void> {
  for (const name of ['tidings.yaml', 'articles', 'templates']) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  }
  edit(path.join(folder, 'tidings.yaml'), 'images: linked', `images: ${images}`)
  const greeting =
    '<mj-section><mj-column><mj-text>Dear {{ recipient.name }} in {{ recipient.region }} ({{ recipient.number }}), <a href="https://example.org/?of={{ recipient.number }}" title="{{ recipient.role }}">yours</a></mj-text></mj-column></mj-section>'
  edit(
    path.join(folder, 'templates/email/default.mjml'),
    "{% render 'parts/header' %}",
    `{% render 'parts/header' %}${greeting}`,
  )
  const { diagnostics } = await build({ root: folder })
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(JSON.stringify(errors))
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(file, text.replace(from, to))
}

/** With the delivery's defaults: what the sample sets is not what these tests are about. */
function sampleSettings(folder: string): LetterSettings {
  const written = parse(readFileSync(path.join(folder, 'tidings.yaml'), 'utf8')) as object
  const { attributes, delivery, sender, serviceUrl, baseUrl } = settingsSchema.parse({
    ...written,
    delivery: undefined,
  })
  return { attributes, delivery, sender, baseUrl, serviceUrl: serviceUrl ?? baseUrl } as LetterSettings
}

export function collect(): { found: Diagnostic[]; report: Report } {
  const found: Diagnostic[] = []
  return { found, report: (finding) => void found.push(toDiagnostic(finding)) }
}

/** Keys for tests; each letter gives other ones. */
export function testKeys(letter = 'a'): Keys {
  const secret = Buffer.from(`${letter}0123456789abcdefghijklmnopqrstuvwxyz`).toString('hex')
  const keys = readKeys({ TIDINGS_KEYS: `${letter}:${secret}` }, () => undefined)
  if (!keys) throw new Error('no keys')
  return keys
}

export function delivery(changes: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  return {
    id: 7,
    sendId: 1,
    memberId: 42,
    memberNumber: 'B-0042',
    address: 'sam@example.org',
    addressKey: 'sam@example.org',
    domain: 'example.org',
    variant: 'otherwise',
    attempts: 0,
    againOf: null,
    name: 'Sam Example',
    language: '',
    attributes: { region: 'Wales', role: 'officer' },
    ...changes,
  }
}
