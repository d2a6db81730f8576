import { describe, expect, it } from 'vitest'
import type { Line, OutgoingLetter, Outcome } from '../../../src/delivery/transport.ts'
import type { Action, SmtpServer } from '../smtp-server.ts'
import { dotsOf, makeLetter, openGate, transportTo, withServer } from './delivering.ts'

const names = ['ann', 'bob', 'cas', 'dee', 'eve']
const addressOf = (name: string): string => `${name}@example.org`
const letterTo = (name: string): OutgoingLetter => makeLetter({ to: addressOf(name) })

/** Delivers letters one after another, each offered while the one before it goes, on as few lines as the server lets. */
async function deliverAll(
  server: SmtpServer,
  letters: readonly OutgoingLetter[],
  onAsked: () => void = () => undefined,
): Promise<string[]> {
  const transport = transportTo(server)
  const outcomes: Outcome[] = []
  let line: Line | undefined
  for (const [index, letter] of letters.entries()) {
    if (!line?.isOpen()) {
      await line?.close()
      line = await transport.open()
    }
    const following = (): OutgoingLetter | undefined => {
      onAsked()
      return letters[index + 1]
    }
    outcomes.push(await line.deliver(letter, openGate, following))
  }
  await line?.close()
  return outcomes.map(({ kind }) => kind)
}

/** The ordinary answer to all but the letters to one person. */
const only =
  (name: string, reply: string): Action =>
  ({ to }) =>
    to === addressOf(name) ? reply : undefined

describe('the commands of the letter that comes next', () => {
  it('go with the dot: they are there before its answer has left', async () => {
    await withServer({ script: { dot: [{ waitMs: 100 }, '250 2.0.0 queued'] } }, async (server) => {
      const line = await transportTo(server).open()
      const [first, second] = [letterTo('ann'), letterTo('bob')]
      // The first letter shows that the server answers commands that come together; with its dot the next ones go.
      let asked = 0
      const following = (): OutgoingLetter => {
        asked += 1
        return second
      }
      expect((await line.deliver(first, openGate, following)).kind).toBe('accepted')
      expect(asked).toBe(1)
      expect(server.letters).toHaveLength(1)
      expect((await line.deliver(second, openGate)).kind).toBe('accepted')
      await line.close()
      expect([...server.accepted]).toEqual([
        [addressOf('ann'), 1],
        [addressOf('bob'), 1],
      ])
    })
  })

  it('bring every letter there once, in order, on one line', async () => {
    await withServer({}, async (server) => {
      expect(await deliverAll(server, names.map(letterTo))).toEqual(names.map(() => 'accepted'))
      expect(server.letters.map(({ to }) => to)).toEqual(names.map(addressOf))
      expect([...server.accepted.values()]).toEqual(names.map(() => 1))
      expect(server.connections()).toBe(1)
    })
  })

  it.each([
    ['at the dot', { dot: only('bob', '554 5.7.1 no') }],
    ['at RCPT', { rcpt: only('bob', '550 5.1.1 no such user'), data: only('bob', '503 5.5.1 no') }],
    ['at DATA', { data: only('bob', '554 5.3.0 no') }],
  ])('follow a letter that is refused %s, and are refused themselves', async (_where, script) => {
    await withServer({ script }, async (server) => {
      const kinds = await deliverAll(server, names.map(letterTo))
      expect(kinds).toEqual(['accepted', 'refused', 'accepted', 'accepted', 'accepted'])
      expect(server.accepted.has(addressOf('bob'))).toBe(false)
      expect([...server.accepted.values()]).toEqual([1, 1, 1, 1])
    })
  })

  it('do not go to a server that ends its line at every letter, once that is known', async () => {
    await withServer({ script: { dot: ['250 2.0.0 queued', { do: 'drop' }] } }, async (server) => {
      let asked = 0
      const kinds = await deliverAll(server, names.map(letterTo), () => (asked += 1))
      expect(asked).toBe(1)
      // A line may end so late that the next letter has begun on it.
      expect(kinds.every((kind) => kind === 'accepted' || kind === 'lost')).toBe(true)
      expect([...server.dots.values()]).toEqual(kinds.filter((kind) => kind === 'accepted').map(() => 1))
    })
  })

  it('leave a letter lost, not uncertain, when the line ends at the dot before it', async () => {
    await withServer({ script: { dot: { do: 'drop' } } }, async (server) => {
      const line = await transportTo(server).open()
      const second = letterTo('bob')
      const first = await line.deliver(letterTo('ann'), openGate, () => second)
      expect(first.kind).toBe('uncertain')
      expect((await line.deliver(second, openGate)).kind).toBe('lost')
      await line.close()
      expect(server.dots.get(addressOf('bob'))).toBeUndefined()
    })
  })

  it('come to nothing when the line is closed: no message, no dot, no goodbye', async () => {
    await withServer({}, async (server) => {
      const line = await transportTo(server).open()
      await line.deliver(letterTo('ann'), openGate, () => letterTo('bob'))
      await line.close()
      await server.idle()
      expect(dotsOf(server)).toBe(1)
      expect(server.commands).not.toContain('QUIT')
      expect([...server.accepted.keys()]).toEqual([addressOf('ann')])
    })
  })

  it('are of the letter that is delivered next, and of no other', async () => {
    await withServer({}, async (server) => {
      const line = await transportTo(server).open()
      await line.deliver(letterTo('ann'), openGate, () => letterTo('bob'))
      await expect(line.deliver(letterTo('cas'), openGate)).rejects.toThrow('Another letter was announced')
      await line.close()
      await server.idle()
      expect([...server.accepted.keys()]).toEqual([addressOf('ann')])
    })
  })

  it('are not asked for where the server does not offer PIPELINING', async () => {
    await withServer({ extensions: ['SIZE 52428800'] }, async (server) => {
      const line = await transportTo(server).open()
      const outcome = await line.deliver(letterTo('ann'), openGate, () => {
        throw new Error('asked')
      })
      expect(outcome.kind).toBe('accepted')
      await line.close()
      expect(server.commands.at(-1)).toBe('QUIT')
    })
  })

  it('are not sent for a letter that can never go', async () => {
    await withServer({ extensions: ['PIPELINING', 'SIZE 1000'] }, async (server) => {
      const line = await transportTo(server).open()
      const large = makeLetter({ to: addressOf('bob'), text: 'x'.repeat(2000) })
      expect((await line.deliver(letterTo('ann'), openGate, () => large)).kind).toBe('accepted')
      expect((await line.deliver(large, openGate)).kind).toBe('refused')
      expect((await line.deliver(letterTo('cas'), openGate)).kind).toBe('accepted')
      await line.close()
      expect(server.commands.filter((command) => command.includes('bob'))).toEqual([])
    })
  })
})
