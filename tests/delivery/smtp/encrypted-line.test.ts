import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { needs } from '../../services/needs.ts'
import { makeTestCertificate } from '../test-certificate.ts'
import { deliverTo, hastyTimeouts, makeLetter } from './delivering.ts'

const canEncrypt = needs('openssl')
const certificate = canEncrypt ? makeTestCertificate('localhost') : { key: '', cert: '' }

describe.skipIf(!canEncrypt).each([
  ['from the start', 'start', 'tls'],
  ['by STARTTLS', 'starttls', 'starttls'],
] as const)('a line encrypted %s', (_how, from, security) => {
  const tls = { ...certificate, from }
  const settings = { security, host: 'localhost', tls: { ca: certificate.cert } } as const

  it('carries a message of several megabytes whole', async () => {
    const block = Buffer.from(`.${'x'.repeat(73)}\r\n`.repeat(20_000))
    const letter = makeLetter({ chunks: [block, block] })
    const { outcome, server } = await deliverTo({ tls }, { letter, settings })
    expect(outcome.kind).toBe('accepted')
    const wire = server.letters[0]!.wire.toString()
    expect(wire.replaceAll('\r\n..', '\r\n.').slice(1) === Buffer.concat([block, block]).toString()).toBe(
      true,
    )
  })

  it('is dropped without a dot when the gate says no', async () => {
    const gate = { handOver: () => Promise.resolve(false) }
    const { outcome, dots, reusable, server } = await deliverTo({ tls }, { gate, settings })
    expect(outcome).toEqual({ kind: 'withheld' })
    expect(server.letters).toHaveLength(1)
    expect({ dots, reusable }).toEqual({ dots: 0, reusable: false })
  })

  it('leaves a letter uncertain when the server closes after the dot', async () => {
    const { outcome, dots } = await deliverTo({ tls, script: { dot: { do: 'drop' } } }, { settings })
    expect(outcome.kind).toBe('uncertain')
    expect(dots).toBe(1)
  })

  it('loses a letter when the server closes before the dot', async () => {
    const gate = { handOver: () => sleep(40).then(() => true) }
    const duringBody = { afterBytes: makeLetter().size, action: { do: 'drop' } } as const
    const { outcome, dots, server } = await deliverTo({ tls, duringBody }, { gate, settings })
    expect(outcome).toMatchObject({ kind: 'lost', phase: 'data' })
    expect(server.letters).toHaveLength(1)
    expect(dots).toBe(0)
  })

  it('ends in time when the server does not read', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    const letter = makeLetter({ chunks: Array.from({ length: 30 }, () => chunk) })
    const script = { data: ['354 go on', { do: 'stop reading' }] } as const
    const { outcome, dots, asked } = await deliverTo(
      { tls, script: { data: [...script.data] } },
      { letter, settings: { ...settings, timeouts: hastyTimeouts } },
    )
    expect(outcome).toMatchObject({ kind: 'lost', phase: 'data' })
    expect({ dots, asked }).toEqual({ dots: 0, asked: 0 })
  })
})
