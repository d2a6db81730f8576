import type { Builds } from '../../src/studio/builds.ts'
import { createApp } from '../../src/studio/create-app.ts'
import { createKeys } from '../../src/studio/key.ts'
import type { PreviewWorking } from '../../src/studio/preview-working.ts'
import type { OpenedText, Problem } from '../../src/studio/wire.ts'
import { makeWorkspace, type Files, type Workspace } from '../press/workspace-fixture.ts'

/** What is sent besides the method and the address. */
interface Sent {
  json?: unknown
  bytes?: Uint8Array
  headers?: Record<string, string>
}

interface Answer {
  status: number
  text: string
  headers: Headers
  json: any
}

/** The studio of a workspace, without a port: requests are handed to it. */
export interface Studio {
  workspace: Workspace
  /** As a page of the studio asks; `headers` go over what it sends. */
  ask: (method: string, address: string, sent?: Sent) => Promise<Answer>
  /** As anybody asks. */
  askBare: (method: string, address: string, sent?: Sent) => Promise<Answer>
  open: (file: string) => Promise<OpenedText>
  /** Starts again on the same workspace, as after an end. */
  again: () => Studio
}

export const origin = 'http://127.0.0.1:4321'
export const key = 'the-key-of-the-tests'

const noBuilds: Builds = {
  last: () => ({
    id: 'first',
    result: { diagnostics: [], articles: [], issues: [], routed: 0, replaced: [] },
  }),
  rebuild: async () => undefined,
  isAnother: async () => false,
  end: () => undefined,
}

export const simplePreview: PreviewWorking = async (_root, { file, source, show, letter }) => ({
  diagnostics: [],
  headings: [],
  letters: [{ id: letter ?? 'first', label: file }],
  terms: [],
  unknown: [],
  words: source.length,
  edition: { kind: 'text', text: `${show}: ${source}` },
  pictures: new Map([['archive/images/made.png', async () => new Uint8Array([1, 2, 3])]]),
})

export function openStudio(files: Files = {}): Studio {
  return studioAt(makeWorkspace(files))
}

function studioAt(workspace: Workspace): Studio {
  const app = createApp(workspace.root, {
    builds: noBuilds,
    keys: createKeys(key),
    previewWorking: simplePreview,
  })
  const askBare: Studio['askBare'] = async (method, address, { json, bytes, headers = {} } = {}) => {
    const body = json === undefined ? bytes : JSON.stringify(json)
    const response = await app.fetch(
      new Request(new URL(address, origin), {
        method,
        headers,
        ...(body !== undefined && { body, duplex: 'half' }),
      }),
    )
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      get json() {
        return JSON.parse(text)
      },
    }
  }
  const ask: Studio['ask'] = (method, address, sent = {}) => {
    const type = sent.json === undefined ? 'application/octet-stream' : 'application/json'
    const own = { cookie: `tidings-4321=${key}`, origin, ...(method !== 'GET' && { 'content-type': type }) }
    return askBare(method, address, { ...sent, headers: { ...own, ...sent.headers } })
  }
  const open = async (file: string): Promise<OpenedText> =>
    (await ask('GET', `/-/text?file=${encodeURIComponent(file)}`)).json
  return { workspace, ask, askBare, open, again: () => studioAt(workspace) }
}

/** That a request was refused, with a problem that says what to do. */
export function problemIn({ status, json }: Answer): [number, string] {
  const { message, note } = json as Problem
  if (!message.startsWith('Unexpected ') || note === '')
    throw new Error(`No problem with a way out: ${message}`)
  return [status, message]
}
