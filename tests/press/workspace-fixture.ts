import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { run } from '../../src/commands/run.ts'
import type { Vetter } from '../../src/articles/index.ts'
import type { Diagnostic } from '../../src/diagnostics/index.ts'
import { build, check, type BuildResult } from '../../src/press/index.ts'
import { makeFolder } from '../made-folders.ts'

/** Files by path from the workspace's root; `null` leaves a file of the base out. */
export type Files = Record<string, string | Uint8Array | null>

/** Path → hash of its content; a folder has the hash `folder`, a symbolic link where it leads. */
export type Tree = Record<string, string>

/** How a run of the command line ended. */
export interface CliResult {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** What a command with `--json` said. */
export interface JsonResult {
  code: number
  diagnostics: Diagnostic[]
  /** `rule file:line:column` of each error. */
  errors: string[]
  /** The same of each warning. */
  warnings: string[]
}

export interface CliOptions {
  env?: Record<string, string | undefined>
  cwd?: string
  /** Handed the process as soon as it runs. */
  onStart?: (child: ChildProcess) => void
  /** A file that standard output goes to. */
  outputTo?: string
}

/** A workspace in a folder of its own that goes when the test file ends. */
export interface Workspace {
  root: string
  write: (file: string, content: string | Uint8Array) => void
  read: (file: string) => string
  readBytes: (file: string) => Uint8Array
  remove: (file: string) => void
  rename: (from: string, to: string) => void
  /** Everything below `folder` (default: the whole workspace). */
  tree: (folder?: string) => Tree
  /** `out/`. */
  outTree: () => Tree
  build: (jobs?: number, vetter?: Vetter) => Promise<BuildResult>
  check: () => Promise<BuildResult>
  /** `tidings ARGS --json` in this process. */
  json: (...args: string[]) => Promise<JsonResult>
  /** `tidings ARGS` in a process of its own, called from the workspace. */
  cli: (args: readonly string[], options?: CliOptions) => Promise<CliResult>
}

/** The folder of the tool itself. */
export const toolRoot = fileURLToPath(new URL('../..', import.meta.url))
/** A new workspace: the small base (or nothing), with `files` over it. */
export function makeWorkspace(files: Files = {}, base: 'small' | 'empty' = 'small'): Workspace {
  const root = makeFolder()
  const workspace = workspaceAt(root)
  for (const [file, content] of Object.entries({ ...(base === 'small' ? smallBase : {}), ...files })) {
    if (content !== null) workspace.write(file, content)
  }
  return workspace
}

/** A workspace with all that was made in it, in a folder of its own. */
export function copyOf({ root }: Workspace): Workspace {
  const folder = makeFolder()
  // With the times of its files to the nanosecond: a build knows by them what it left.
  execFileSync('cp', ['-a', `${root}/.`, folder])
  return workspaceAt(folder)
}

/** The workspace in a folder that is there already. */
export function workspaceAt(root: string): Workspace {
  const at = (file: string): string => path.join(root, file)
  return {
    root,
    write: (file, content) => {
      mkdirSync(path.dirname(at(file)), { recursive: true })
      writeFileSync(at(file), content)
    },
    read: (file) => readFileSync(at(file), 'utf8'),
    readBytes: (file) => readFileSync(at(file)),
    remove: (file) => rmSync(at(file), { recursive: true }),
    rename: (from, to) => renameSync(at(from), at(to)),
    tree: (folder = '.') => treeOf(at(folder)),
    outTree: () => treeOf(at('out')),
    build: (jobs = 1, vetter) => build({ root, jobs, ...(vetter && { vetter }) }),
    check: () => check({ root }),
    json: (...args) => runJson([...args, '--json', '--workspace', root]),
    cli: (args, options) => runCli(args, { cwd: root, ...options }),
  }
}

async function runJson(args: readonly string[]): Promise<JsonResult> {
  const out: string[] = []
  const terminal = {
    out: (text: string) => void out.push(text),
    err: () => undefined,
    interactive: false,
    colour: false,
    env: {},
  }
  const code = await run(args, terminal)
  const { diagnostics } = JSON.parse(out.join('\n')) as { diagnostics: Diagnostic[] }
  const places = (wanted: Diagnostic['severity']): string[] =>
    diagnostics
      .filter(({ severity }) => severity === wanted)
      .map(({ ruleId, file, line, column }) => `${ruleId} ${file}:${line}:${column}`)
  return { code, diagnostics, errors: places('error'), warnings: places('warning') }
}

/** The tool from source in a process of its own, under the Node of the project. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { env, cwd, onStart, outputTo } = options
  const bin = path.join(toolRoot, 'node_modules', '.bin')
  const output = outputTo === undefined ? 'pipe' : openSync(outputTo, 'w')
  const child: ChildProcess = spawn('node', [path.join(toolRoot, 'src/cli.ts'), ...args], {
    cwd,
    env: { ...cleanEnvironment(), PATH: `${bin}${path.delimiter}${process.env['PATH']}`, ...env },
    stdio: ['pipe', output, 'pipe'],
  })
  if (typeof output === 'number') closeSync(output)
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  onStart?.(child)
  const { promise, resolve, reject } = Promise.withResolvers<CliResult>()
  child.on('error', reject)
  child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  return promise
}

/** What npm and the test runner add would change where the tool looks and how it prints. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env)
  return Object.fromEntries(
    entries.filter(([name]) => !/^(?:INIT_CWD|npm_.*|VITEST.*|NODE_OPTIONS|FORCE_COLOR)$/i.test(name)),
  )
}

function treeOf(folder: string): Tree {
  const tree: Tree = {}
  const visit = (relative: string): void => {
    for (const entry of readdirSync(path.join(folder, relative), { withFileTypes: true })) {
      const child = relative === '' ? entry.name : `${relative}/${entry.name}`
      const file = path.join(folder, child)
      if (entry.isDirectory()) {
        tree[child] = 'folder'
        visit(child)
      } else if (entry.isSymbolicLink()) tree[child] = `→ ${readlinkSync(file)}`
      else tree[child] = createHash('sha256').update(readFileSync(file)).digest('hex')
    }
  }
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) visit('')
  return Object.fromEntries(Object.entries(tree).sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** A PNG of one colour; `claimed` puts another size into its header. */
export function makePng(
  width = 8,
  height = 8,
  claimed: { width: number; height: number } = { width, height },
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(claimed.width, 0)
  header.writeUInt32BE(claimed.height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.alloc(1 + width * 3, 0x66)
  row[0] = 0
  const pixels = Buffer.concat(Array.from({ length: height }, () => row))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

/** The check sum of PNG (ISO 3309). */
function crc32(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return ~sum >>> 0
}

const caret = '‸'

/** Takes the one mark `‸` out of a text; it says at which line and column a finding is expected. */
export function marked(text: string): { text: string; at: string } {
  const index = text.indexOf(caret)
  const before = text.slice(0, index).split('\n')
  return { text: text.replace(caret, ''), at: `${before.length}:${(before.at(-1) ?? '').length + 1}` }
}

/** Lines joined, with one at the end. */
export function lines(...parts: string[]): string {
  return `${parts.join('\n')}\n`
}

/** An article's file. */
export function article(front: Record<string, string>, ...body: string[]): string {
  const keys = Object.entries({ title: 'A title', ...front }).map(([key, value]) => `${key}: ${value}`)
  return lines('---', ...keys, '---', '', ...body)
}

/** A workspace that builds with nothing to report: its issue carries `first` and not `second`. */
export const smallBase: Record<string, string | Uint8Array> = {
  'tidings.yaml': lines(
    'title: Small News',
    'organisation: Small Society',
    'language: en-GB',
    'baseUrl: https://news.example.org',
    'serviceUrl: https://members.example.org',
    'sender:',
    '  name: Small News',
    '  address: news@example.org',
    'postalAddress:',
    '  - Small Society',
    '  - 1 High Street',
    'listId: news.example.org',
    'attributes:',
    '  region:',
    '    values: [England, Wales, Scotland]',
  ),
  'articles/glossary.yaml': lines(
    '- term: DfE',
    '  expansion: Department for Education',
    '- term: SEND',
    '  expansion: special educational needs and disabilities',
    '- term: LA',
    '  expansion: local authority',
    '- term: ICB',
    '  expansion: integrated care board',
    '- term: EHCP',
    '  expansion: education, health and care plan',
  ),
  'articles/first.md': article(
    { title: 'The first article', date: '2023-03-02', summary: 'What the first article says.' },
    'The DfE wrote about SEND to every LA.',
    '',
    '![A grey square](images/square.png)',
    '',
    '## What follows',
    '',
    'Each ICB answers for the health part of an EHCP.',
  ),
  'articles/second.md': article(
    { title: 'The second article', date: '2023-04-05' },
    'An LA may ask an ICB, as [the first article](first.md#what-follows) says.',
  ),
  'articles/images/square.png': makePng(),
  'articles/issues/2023-05.md': lines(
    '---',
    'number: 1',
    'date: 2023-05-01',
    'subject: Our first letter',
    'preheader: What is in it',
    'articles:',
    '  - first',
    '---',
    '',
    'Dear members, this is our first letter.',
  ),
}
