import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { isLongRun } from '../long-run.ts'
import { cleanEnvironment, makeWorkspace } from '../press/workspace-fixture.ts'
import { createTexts } from '../../src/studio/texts.ts'

const server = `
import { startDevServer } from ${JSON.stringify(new URL('../../src/studio/index.ts', import.meta.url).href)}
const server = await startDevServer({ root: process.argv[1], onBuild: () => undefined })
console.log(server.withKey('/'))
`

/** A server in a process of its own, which has built what it serves. */
async function serve(root: string): Promise<{ child: ChildProcess; address: URL; cookie: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', server, root], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await new Promise<string[]>((resolve) =>
    createInterface({ input: child.stdout! }).once('line', (line) => resolve([line])),
  )
  const address = new URL(line!)
  const opened = await fetch(address, { redirect: 'manual' })
  return { child, address, cookie: opened.headers.get('set-cookie')!.split(';')[0]! }
}

describe('a server that is killed while text is kept', () => {
  it('has what it said it kept, whole', { timeout: 120_000 }, async () => {
    const { root } = makeWorkspace()
    const file = 'articles/first.md'
    for (let round = 0; round < (isLongRun ? 10 : 1); round++) {
      const { child, address, cookie } = await serve(root)
      const ended = new Promise((resolve) => child.once('close', resolve))
      const headers = { cookie, origin: address.origin, 'content-type': 'application/json' }
      let said = -1
      const write = async (): Promise<void> => {
        for (let number = 0; ; number++) {
          const source = `${number} ${'word '.repeat(20_000)}end`
          const body = JSON.stringify({ file, source, base: 'x' })
          const { ok } = await fetch(new URL('/-/unsaved', address), { method: 'PUT', headers, body })
          if (ok) said = number
          if (said === 5 + round) child.kill('SIGKILL')
        }
      }
      await write().catch(() => undefined)
      await ended
      const { source } = createTexts(root).open(file).unsaved!
      expect(Number.parseInt(source, 10)).toBeGreaterThanOrEqual(said)
      expect(source.endsWith('end')).toBe(true)
    }
  })
})
