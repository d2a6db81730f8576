import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { toDiagnostic, type Diagnostic, type Report, type RuleId } from '../../src/diagnostics/index.ts'
import {
  checkArchiveIsLive,
  checkIsCurrent,
  checkUnsubscribeAnswers,
  createLetterMaker,
  loadSigner,
  readManifest,
  writeLetters,
} from '../../src/delivery/index.ts'
import { readKeys } from '../../src/members/index.ts'
import type { DeliverySettings, Settings } from '../../src/model/settings.ts'
import { build } from '../../src/press/index.ts'
import { settingsSchema } from '../../src/workspace/index.ts'
import type { CodedExample } from './coded-examples.ts'
import type { TemporaryWorkspace } from './temporary-workspace.ts'

const issue = '2026-01'
const manifestFile = `out/email/${issue}/manifest.json`
const textFile = `out/email/${issue}/everyone/email.txt`
const attributes = { region: { type: 'text' }, joined: { type: 'date' } } satisfies Settings['attributes']
const keys = readKeys({ TIDINGS_KEYS: `a:${'abcdefghij'.repeat(8)}` }, () => undefined)!

type Look = (report: Report, workspace: TemporaryWorkspace) => unknown

/** What is found while this is done. */
function finds(look: Look): (workspace: TemporaryWorkspace) => Promise<Diagnostic[]> {
  return async (workspace) => {
    const found: Diagnostic[] = []
    await look((finding) => void found.push(toDiagnostic(finding)), workspace)
    return found
  }
}

function readBuilt(
  report: Report,
  { root }: TemporaryWorkspace,
  declared: Settings['attributes'] = attributes,
) {
  return readManifest({ root, issue, attributes: declared }, report)
}

/** The issue is built, something is done to it, and it is read. */
function built(file: string, spoil: (workspace: TemporaryWorkspace) => void): CodedExample {
  return {
    file,
    example: finds(async (report, workspace) => {
      await build({ root: workspace.root })
      spoil(workspace)
      readBuilt(report, workspace)
    }),
    fix: finds(async (report, workspace) => {
      rmSync(workspace.path('out'), { recursive: true })
      await build({ root: workspace.root })
      readBuilt(report, workspace)
    }),
  }
}

/** The issue is built, its source becomes another, and is built again. */
function sourceChanged(text: string): CodedExample {
  const compare = async (
    report: Report,
    workspace: TemporaryWorkspace,
    before?: () => void,
  ): Promise<void> => {
    await build({ root: workspace.root })
    const found = readBuilt(report, workspace)!
    before?.()
    const { issues } = await build({ root: workspace.root })
    checkIsCurrent(found.manifest, issues, report)
  }
  const source = `articles/issues/${issue}.md`
  return {
    file: manifestFile,
    example: finds((report, workspace) =>
      compare(report, workspace, () =>
        workspace.write(
          source,
          `---\ndate: 2026-01-20\nsubject: Welcome\narticles: [welcome]\n---\n\n${text}\n`,
        ),
      ),
    ),
    fix: finds((report, workspace) => {
      workspace.restore(source)
      return compare(report, workspace)
    }),
  }
}

function delivery(changes: Partial<DeliverySettings>): Pick<Settings, 'delivery' | 'sender' | 'attributes'> {
  const defaults = settingsSchema.shape.delivery.parse(undefined) as DeliverySettings
  return {
    sender: { name: 'Our branch', address: 'news@example.org' },
    attributes,
    delivery: { ...defaults, ...changes },
  }
}

function letters(bounceAddress: string) {
  return finds(async (report, workspace) => {
    await build({ root: workspace.root })
    const found = readBuilt(report, workspace)!
    const settings = delivery({ bounceAddress })
    await createLetterMaker({ built: found, settings, keys, now: () => 0, seed: '' }, report)
  })
}

/** A web in which every address answers the same. */
function looking(answer: () => Response, what: (report: Report, web: typeof fetch) => unknown) {
  return finds((report) => what(report, (async () => answer()) as typeof fetch))
}

const contentHash = 'a'.repeat(64)
const live = {
  archiveUrl: 'https://www.example.org/newsletter/issues/2026-01/',
  contentHash,
  images: 'linked',
  pictures: [{ url: 'https://www.example.org/newsletter/mail/a.png', path: 'mail/a.png' }],
} as unknown as Parameters<typeof checkArchiveIsLive>[0]
const lookAt = (manifest: typeof live) => (report: Report, web: typeof fetch) =>
  checkArchiveIsLive(manifest, { fetch: web }, report)
const pageAlone = { ...live, pictures: [] }
const page = (hash: string) => () =>
  new Response(`<meta name="tidings-content" content="${hash}">`, {
    headers: { 'content-type': 'image/png' },
  })

const leaving = (url: string) => (report: Report, web: typeof fetch) =>
  checkUnsubscribeAnswers(url, keys, { fetch: web, now: 0 }, report)
const service = (): Response =>
  new Response('<form method="post"><button>', { headers: { 'content-type': 'text/html' } })

/** `/health` and the page, as `tidings serve` answers. */
function serving(url: string) {
  return finds((report) => {
    const web = async (asked: string): Promise<Response> =>
      asked.endsWith('/health') ? Response.json({ tidings: 'ok' }) : service()
    return leaving(url)(report, web as typeof fetch)
  })
}

function trial(prepare: (folder: string) => void): CodedExample {
  const write = finds((report, workspace) => writeLetters(workspace.path('letters'), [], report))
  return {
    file: 'letters',
    example: async (workspace) => {
      prepare(workspace.path('letters'))
      return relative(await write(workspace), workspace)
    },
    fix: (workspace) => {
      rmSync(workspace.path('letters'), { recursive: true })
      return write(workspace)
    },
  }
}

function relative(found: Diagnostic[], { root }: TemporaryWorkspace): Diagnostic[] {
  return found.map((one) => ({ ...one, file: one.file.replace(`${root}/`, '') }))
}

const rsaKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
}) as string
const signing = (env: Record<string, string>, dkim?: DeliverySettings['dkim']) =>
  finds((report) => loadSigner(delivery(dkim ? { dkim } : {}), env, report))

/** What a send finds in `out/`, on the web and in the environment. */
export const letterExamples: Partial<Record<RuleId, CodedExample>> = {
  'delivery/issue-not-built': {
    file: manifestFile,
    example: finds((report, workspace) => readBuilt(report, workspace)),
    fix: finds(async (report, workspace) => {
      await build({ root: workspace.root })
      readBuilt(report, workspace)
    }),
  },
  'delivery/issue-has-errors': sourceChanged('![The hall](../images/gone.png)'),
  'delivery/issue-not-current': sourceChanged('The meeting is on Thursday.'),
  'delivery/manifest-unreadable': built(manifestFile, (workspace) =>
    writeFileSync(workspace.path(manifestFile), '{ "version": 1, "note": "ready to go" }'),
  ),
  'delivery/missing-file': built(textFile, (workspace) => rmSync(workspace.path(textFile))),
  'delivery/changed-file': built(textFile, (workspace) =>
    writeFileSync(workspace.path(textFile), 'On Friday.'),
  ),
  'delivery/unknown-field': {
    file: manifestFile,
    example: finds(async (report, workspace) => {
      workspace.write(
        'templates/email/default.mjml',
        '<mjml><mj-body><mj-section><mj-column><mj-text>{{ recipient.region }}</mj-text></mj-column></mj-section></mj-body></mjml>',
      )
      await build({ root: workspace.root })
      readBuilt(report, workspace, {})
    }),
    fix: finds((report, workspace) => readBuilt(report, workspace)),
  },
  'delivery/long-address': {
    file: 'tidings.yaml',
    example: letters('bounces-of-the-newsletter@example.org'),
    fix: letters('bounces@example.org'),
  },
  'delivery/dkim-key': {
    file: 'TIDINGS_DKIM_RSA',
    example: signing({}, { rsaSelector: 'news2026' }),
    fix: signing({ TIDINGS_DKIM_RSA: rsaKey }, { rsaSelector: 'news2026' }),
  },
  'delivery/folder-not-ours': trial((folder) => {
    mkdirSync(folder)
    writeFileSync(`${folder}/notes.txt`, 'call Ann')
  }),
  'delivery/folder-not-writable': trial((folder) => writeFileSync(folder, 'notes')),
  'delivery/archive-not-live': {
    file: 'out/archive',
    example: looking(page('b'.repeat(64)), lookAt(pageAlone)),
    fix: looking(page(contentHash), lookAt(pageAlone)),
  },
  'delivery/picture-not-live': {
    file: 'out/archive',
    example: looking(
      () => new Response(`<meta name="tidings-content" content="${contentHash}">`),
      lookAt(live),
    ),
    fix: looking(page(contentHash), lookAt(live)),
  },
  'delivery/unsubscribe-not-answering': {
    file: 'tidings.yaml',
    example: looking(() => new Response('Welcome'), leaving('https://members.example.org')),
    fix: serving('https://members.example.org'),
  },
  'delivery/unsubscribe-not-https': {
    file: 'tidings.yaml',
    example: serving('http://members.example.org'),
    fix: serving('https://members.example.org'),
  },
}
