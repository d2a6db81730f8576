import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { markedBlock, readDocument } from '../docs/markdown-links.ts'
import { makeFolder } from '../made-folders.ts'
import { cleanEnvironment, toolRoot } from '../press/workspace-fixture.ts'

const run = promisify(execFile)
const env = {
  ...cleanEnvironment(),
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`,
  npm_config_update_notifier: 'false',
}

const { dependencies } = JSON.parse(readFileSync(path.join(toolRoot, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>
}

/** A clone as it may lie about: built once, with a file that is no more in `src`. */
function makeClone(): string {
  const clone = makeFolder()
  const parts = [
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'tsconfig.client.json',
    'README.md',
    'LICENSE',
  ]
  for (const part of [...parts, 'src', 'templates', 'starter', 'docs'])
    cpSync(path.join(toolRoot, part), path.join(clone, part), { recursive: true })
  symlinkSync(path.join(toolRoot, 'node_modules'), path.join(clone, 'node_modules'))
  mkdirSync(path.join(clone, 'dist'))
  writeFileSync(path.join(clone, 'dist/left-over.js'), '')
  return clone
}

/** A project with the package in it and what the package says that it depends on, and nothing else. */
async function makeProject(): Promise<string> {
  const clone = makeClone()
  const project = makeFolder()
  await run('npm', ['pack', '--pack-destination', project], { cwd: clone, env })
  const [archive = ''] = readdirSync(project)
  const target = path.join(project, 'node_modules/tidings')
  mkdirSync(target, { recursive: true })
  await run('tar', ['-xzf', path.join(project, archive), '-C', target, '--strip-components=1'])
  for (const name of Object.keys(dependencies)) {
    const link = path.join(project, 'node_modules', name)
    mkdirSync(path.dirname(link), { recursive: true })
    symlinkSync(path.join(toolRoot, 'node_modules', name), link)
  }
  return project
}

it('the package works where it is installed, and holds what was built of the source alone', async () => {
  const project = await makeProject()
  const own = path.join(project, 'node_modules/tidings')
  expect(readdirSync(own).sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist',
    'docs',
    'package.json',
    'starter',
    'templates',
  ])
  expect(existsSync(path.join(own, 'dist/left-over.js'))).toBe(false)
  expect(existsSync(path.join(own, 'dist/studio/client/main.js'))).toBe(true)

  const news = path.join(project, 'news')
  const node = (...args: string[]): Promise<{ stdout: string; stderr: string }> =>
    run(process.execPath, args, { cwd: existsSync(news) ? news : project, env })
  const tool = path.join(own, 'dist/cli.js')
  expect((await node(tool, '--help')).stdout).toContain('Usage: tidings')
  await node(tool, 'init', 'news')
  expect((await node(tool, 'check')).stderr).not.toMatch(/error|warning/)
  await node(tool, 'build', '--jobs', '2')
  expect(existsSync(path.join(news, 'out/archive/index.html'))).toBe(true)
  expect(existsSync(path.join(news, 'out/email'))).toBe(true)

  const developers = readDocument(toolRoot, 'docs/developers.md')
  writeFileSync(path.join(news, 'example.mjs'), markedBlock(developers, 'file=check-and-build.js'))
  expect((await node('example.mjs')).stdout).toMatch(/^\d{4}-\d{2}: everyone\nnothing changed\n$/)
}, 300_000)
