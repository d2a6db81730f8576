import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkIsCurrent } from '../../../src/delivery/letters/check-current.ts'
import { readManifest } from '../../../src/delivery/letters/read-manifest.ts'
import { fieldsUsed } from '../../../src/delivery/letters/recipient-fields.ts'
import { build } from '../../../src/press/index.ts'
import { buildSample, collect, sampleIssue, type BuiltSample } from './built-sample.ts'

let sample: BuiltSample
const manifestFile = `out/email/${sampleIssue}/manifest.json`

beforeAll(async () => void (sample = await buildSample({ images: 'embedded' })), 60_000)
afterAll(() => sample.dispose())

/** `rule file` of each finding. */
function findings(issue = sampleIssue, attributes = sample.settings.attributes): string[] {
  const { found, report } = collect()
  const built = readManifest({ root: sample.root, issue, attributes }, report)
  expect(built === undefined).toBe(found.length > 0)
  for (const { message, note } of found) {
    expect(message).toMatch(/^Unexpected .+, expected .+/)
    expect(note).not.toBe('')
  }
  return found.map(({ ruleId, file }) => `${ruleId} ${file}`)
}

describe('an issue as it was built', () => {
  it('is read with the texts and pictures of each variant', () => {
    const { manifest, variants, source } = sample.read()
    expect(manifest).toMatchObject({ version: 1, issue: sampleIssue, title: 'Side by Side' })
    expect(source).toBe(readFileSync(sample.path(manifestFile), 'utf8'))
    expect([...variants.keys()]).toEqual(manifest.variants.map(({ id }) => id))
    for (const [id, { html, text, pictures }] of variants) {
      expect(html).toBe(readFileSync(sample.path(`out/email/${sampleIssue}/${id}/email.html`), 'utf8'))
      expect(text).toContain(manifest.archiveUrl)
      expect(pictures.length).toBeGreaterThan(0)
      for (const { cid } of pictures) expect(html).toContain(`cid:${cid}`)
    }
  })

  it('tells which fields of members its letters show', () => {
    expect(fieldsUsed(sample.read().manifest)).toEqual([
      { field: 'name', kind: 'name' },
      { field: 'number', kind: 'number' },
      { field: 'region', kind: 'attribute' },
      { field: 'role', kind: 'attribute' },
    ])
  })
})

describe('an issue that was not built', () => {
  it.each(['2024-01', '', '..', '../email/2023-11', '2023-11/otherwise', 'a\0b'])(
    '%j is refused',
    (issue) => {
      expect(findings(issue).map((found) => found.split(' ')[0])).toEqual(['delivery/issue-not-built'])
    },
  )

  it('is refused with the name that was probably meant', () => {
    const { found, report } = collect()
    readManifest({ root: sample.root, issue: '2023-1', attributes: {} }, report)
    expect(found[0]?.note).toContain('`2023-11`')
  })

  it('is refused where nothing was built at all', () => {
    const { found, report } = collect()
    expect(readManifest({ root: '/nonexistent', issue: sampleIssue, attributes: {} }, report)).toBeUndefined()
    expect(found.map(({ ruleId }) => ruleId)).toEqual(['delivery/issue-not-built'])
  })
})

describe('a manifest that does not fit', () => {
  let whole: string
  beforeEach(() => void (whole = readFileSync(sample.path(manifestFile), 'utf8')))
  afterEach(() => writeFileSync(sample.path(manifestFile), whole))

  type Json = Record<string, unknown>
  const foundIn = (change: (manifest: Json) => unknown): string[] => {
    const manifest = JSON.parse(whole) as Json
    const changed = change(manifest) ?? manifest
    writeFileSync(sample.path(manifestFile), typeof changed === 'string' ? changed : JSON.stringify(changed))
    return findings()
  }
  const firstVariant = (manifest: Json): Json => (manifest['variants'] as Json[])[0]!
  const firstFile = (manifest: Json): Json =>
    (firstVariant(manifest)['files'] as Record<string, Json>)['email.html']!

  it.each<[string, (manifest: Json) => unknown]>([
    ['no JSON', () => '{"version": 1,'],
    ['an empty file', () => ''],
    ['a list', () => '[]'],
    ['another version', (manifest) => ({ ...manifest, version: 2 })],
    ['no version', (manifest) => ({ ...manifest, version: undefined })],
    ['a key that is not known', (manifest) => ({ ...manifest, colour: 'red' })],
    ['another issue', (manifest) => ({ ...manifest, issue: 'other' })],
    ['no variant', (manifest) => ({ ...manifest, variants: [] })],
    [
      'the same variant twice',
      (manifest) => ({ ...manifest, variants: Array(2).fill(firstVariant(manifest)) }),
    ],
    ['a path out of the folder', (manifest) => void (firstFile(manifest)['path'] = '../../../tidings.yaml')],
    ['an absolute path', (manifest) => void (firstFile(manifest)['path'] = '/etc/passwd')],
    ['a hash that is none', (manifest) => void (firstFile(manifest)['hash'] = 'x')],
    ['a service that is no web address', (manifest) => ({ ...manifest, serviceUrl: 'javascript:alert(1)' })],
    [
      'a context that is not known',
      (manifest) => ({
        ...manifest,
        tokens: [{ token: 'recipient-name-0123456789ab', field: 'name', context: 'script' }],
      }),
    ],
  ])('%s is refused', (_name, change) => {
    expect(foundIn(change)).toEqual([`delivery/manifest-unreadable ${manifestFile}`])
  })

  it('is refused where a token stands for a field that no member can have', () => {
    const token = { token: 'recipient-shoe-size-0123456789ab', field: 'shoeSize', context: 'html' }
    const found = foundIn((manifest) => ({ ...manifest, tokens: [token] }))
    expect(found).toEqual([`delivery/unknown-field ${manifestFile}`])
  })

  it('is refused where the settings declare an attribute no more', () => {
    expect(findings(sampleIssue, {})).toEqual([
      `delivery/unknown-field ${manifestFile}`,
      `delivery/unknown-field ${manifestFile}`,
    ])
  })
})

describe('a file that is not as it was built', () => {
  const html = `out/email/${sampleIssue}/otherwise/email.html`

  it.each(['email.html', 'email.txt', 'message.eml'])('%s is refused when it has changed', (name) => {
    const file = `out/email/${sampleIssue}/otherwise/${name}`
    const before = readFileSync(sample.path(file))
    writeFileSync(sample.path(file), Buffer.concat([before, Buffer.from(' ')]))
    expect(findings()).toEqual([`delivery/changed-file ${file}`])
    writeFileSync(sample.path(file), before)
  })

  it('is refused when it is missing', () => {
    renameSync(sample.path(html), sample.path('kept'))
    expect(findings()).toEqual([`delivery/missing-file ${html}`])
    renameSync(sample.path('kept'), sample.path(html))
  })

  it('is refused when the manifest itself is missing', () => {
    renameSync(sample.path(manifestFile), sample.path('kept'))
    expect(findings()).toEqual([`delivery/issue-not-built ${manifestFile}`])
    renameSync(sample.path('kept'), sample.path(manifestFile))
  })

  it('is refused when a picture inside the letter has changed or is missing', () => {
    const { path: picture } = sample.read().manifest.variants[0]!.embedded[0]!
    const file = `out/archive/${picture}`
    const before = readFileSync(sample.path(file))
    writeFileSync(sample.path(file), before.subarray(1))
    expect(new Set(findings())).toEqual(new Set([`delivery/changed-file ${file}`]))
    rmSync(sample.path(file))
    expect(new Set(findings())).toEqual(new Set([`delivery/missing-file ${file}`]))
    writeFileSync(sample.path(file), before)
  })
})

describe('a picture that the letters link', () => {
  let linked: BuiltSample
  beforeAll(async () => void (linked = await buildSample()), 60_000)
  afterAll(() => linked.dispose())

  it('is read, and missed where another build has taken it away', () => {
    const { manifest, pictures } = linked.read()
    const [name] = [...pictures.keys()]
    expect(new Set(pictures.keys())).toEqual(new Set(manifest.pictures.map(({ path: file }) => file)))
    rmSync(linked.path(`out/archive/${name}`))
    const { found, report } = collect()
    const { attributes } = linked.settings
    expect(readManifest({ root: linked.root, issue: sampleIssue, attributes }, report)).toBeUndefined()
    expect(found.map(({ ruleId, file }) => `${ruleId} ${file}`)).toEqual([
      `delivery/missing-file out/archive/${name}`,
    ])
  })
})

describe('an issue whose sources are not those that it was built from', () => {
  const found = async (): Promise<string[]> => {
    const { found, report } = collect()
    const { issues } = await build({ root: sample.root })
    const holds = checkIsCurrent(sample.read().manifest, issues, report)
    expect(holds).toBe(found.length === 0)
    return found.map(({ ruleId }) => ruleId)
  }

  it('is sent where nothing changed, and refused where an error stops it', async () => {
    expect(await found()).toEqual([])
    const issueFile = sample.path(`articles/issues/${sampleIssue}.md`)
    const before = readFileSync(issueFile, 'utf8')
    writeFileSync(issueFile, `${before}\n![Missing](nowhere.png)\n`)
    expect(await found()).toEqual(['delivery/issue-has-errors'])
    writeFileSync(issueFile, before)
  }, 30_000)

  it('is refused where it has changed', () => {
    const { found, report } = collect()
    const { manifest } = sample.read()
    expect(checkIsCurrent(manifest, [{ id: sampleIssue, contentHash: '0'.repeat(64) }], report)).toBe(false)
    expect(found.map(({ ruleId }) => ruleId)).toEqual(['delivery/issue-not-current'])
  })
})
