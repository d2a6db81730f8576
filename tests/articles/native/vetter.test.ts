import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createVetter, type Vetted, type VetterOptions } from '../../../src/articles/native/vetter.ts'

const module = path.join(import.meta.dirname, 'breaking-parser.mjs')

function verdicts(texts: string[], options: VetterOptions = {}): Promise<Vetted[]> {
  const { vet } = createVetter({ module, ...options })
  return Promise.all(texts.map((text) => vet(text)))
}

const native = { by: 'native' }
const aborted = { by: 'failed', reason: 'it ended its process: SIGABRT' }

describe('texts are tried in a process of their own', () => {
  it('and those that end it are told from the others', async () => {
    const texts = ['One.', 'WILLABORT', 'WILLABORT again', 'Two.', 'WILLEXIT', 'WILLTHROW', '\uFEFFThree é.', '']
    const exited = { by: 'failed', reason: 'it ended its process: exit code 3' }
    expect(await verdicts(texts)).toEqual([native, aborted, aborted, native, exited, native, native, native])
  })

  it('so is one that does not come to an end', async () => {
    const late = { by: 'failed', reason: 'it took more than 2 s' }
    expect(await verdicts(['One.', 'WILLHANG', 'Two.'], { limitMs: 2_000 })).toEqual([native, late, native])
  })

  it('many and long ones, more than fit in a pipe', async () => {
    const long = 'A word. '.repeat(20_000)
    const found = await verdicts([...Array.from({ length: 40 }, () => long), 'WILLABORT', long])
    expect(found).toEqual([...Array.from({ length: 40 }, () => native), aborted, native])
  })

  it('what is not read natively whatever comes of it is not tried', async () => {
    expect(await verdicts([`${'> '.repeat(150)}WILLABORT`])).toEqual([native])
  })

  it('by the parser that reads them', async () => {
    expect(await createVetter().vet('Key:value and *more*.')).toEqual(native)
  })
})

describe('where no process can be had, nothing is read natively', () => {
  const impossible = {
    'no such program': () => spawn('/nowhere/none', [], { stdio: ['pipe', 'pipe', 'ignore'] }),
    'an error at once': () => {
      throw new Error('no more processes')
    },
    'a process that ends': () => spawn(process.execPath, ['-e', ''], { stdio: ['pipe', 'pipe', 'ignore'] }),
    'a process that says nothing': () =>
      spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: ['pipe', 'pipe', 'ignore'] }),
  } satisfies Record<string, () => ChildProcess>

  it.each(Object.entries(impossible))('%s', async (_what, start) => {
    const vetter = createVetter({ start, limitMs: 1_000 })
    const found = await Promise.all(['One.', 'Two.'].map((text) => vetter.vet(text)))
    expect([...found, await vetter.vet('Three.')]).toEqual([{ by: 'absent' }, { by: 'absent' }, { by: 'absent' }])
    expect(vetter.problem()).toMatch(/none|no more processes|it did not start/)
  })

  it('a module that there is not', async () => {
    expect(await verdicts(['One.'], { module: '/nowhere/none.mjs' })).toEqual([{ by: 'absent' }])
  })
})

it('goes to an end where everything ends the process', async () => {
  const texts = Array.from({ length: 12 }, () => 'WILLABORT')
  const found = await verdicts(texts)
  expect(found.map(({ by }) => by)).toEqual([...Array.from({ length: 10 }, () => 'failed'), 'absent', 'absent'])
})

it('a process that was ended from outside says nothing of the text, and one that has ended is started again', async () => {
  const children: ChildProcess[] = []
  const start = (): ChildProcess => {
    const file = path.join(import.meta.dirname, '../../../src/articles/native/trial-process.ts')
    const child = spawn(process.execPath, [file, module], { stdio: ['pipe', 'pipe', 'ignore'] })
    children.push(child)
    return child
  }
  const vetter = createVetter({ start })
  expect(await vetter.vet('One.')).toEqual(native)
  expect(await vetter.vet('Two.')).toEqual(native)
  expect(children).toHaveLength(1)
  const ended = new Promise((resolve) => children[0]!.once('close', resolve))
  children[0]!.kill('SIGTERM')
  await ended
  expect(await vetter.vet('Three.')).toEqual(native)
  const hanging = vetter.vet('WILLHANG')
  const next = vetter.vet('Four.')
  await new Promise((resolve) => children[1]!.stdout!.once('data', resolve))
  children[1]!.kill('SIGINT')
  await expect.poll(() => children.length).toBe(3)
  await new Promise((resolve) => children[2]!.stdout!.once('data', resolve))
  children[2]!.kill('SIGKILL')
  expect(await hanging).toMatchObject({ by: 'failed' })
  expect(await next).toEqual(native)
})
