import { readdirSync } from 'node:fs'
import path from 'node:path'
import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Terminal } from '../../src/commands/terminal.ts'
import { article } from '../press/workspace-fixture.ts'
import { givenASend } from './given-a-send.ts'
import { issue, keys, planHashIn, settingsFor, tidingsIn, totalsIn } from './send-workspace.ts'

const given = givenASend()
const tidings = (args: string[], terminal?: Partial<Terminal>) => tidingsIn(given.workspace, args, terminal)
const planHash = (...more: string[]): Promise<string> => planHashIn(given.workspace, issue, ...more)
const totals = (): Promise<Record<string, number>> => totalsIn(given.workspace)

/** Waits until so many letters have come to the server completely. */
async function waitForDots(number: number): Promise<void> {
  await vi.waitUntil(() => given.server.letters.filter(({ dot }) => dot).length >= number, {
    timeout: 50_000,
  })
}

describe('a plan', () => {
  it('is shown, and sends nothing', async () => {
    const { code, out, err } = await tidings(['send', issue])
    expect(code).toBe(3)
    expect(out).toContain('News of December')
    expect(out).toContain('Members   3, of whom 3 get a letter')
    expect(out).toContain('Ann Example <ann@example.org>')
    expect(err).toContain(`--confirm ${await planHash()}`)
    expect(given.server.letters).toEqual([])
  })

  it('is not complete, also where something is warned of', async () => {
    given.workspace.write('templates/theme.yaml', "colours: { text: '#cccccc' }\n")
    await given.workspace.build()
    const { code, err } = await tidings(['send', issue])
    expect(err).toContain('workspace/low-contrast')
    expect(code).toBe(3)
  })

  it('is of a segment, whose name the confirmation need not repeat', async () => {
    const hash = await planHash('--segment', 'wales')
    expect((await tidings(['send', issue, '--offline', '--confirm', hash])).code).toBe(0)
    expect([...given.server.accepted.keys()].sort()).toEqual(['ann@example.org', 'carys@example.org'])
  })

  it('sends when whoever is asked types its beginning, and nothing otherwise', async () => {
    const no = await tidings(['send', issue, '--offline'], { ask: async () => 'yes' })
    expect([no.code, given.server.letters.length]).toEqual([3, 0])
    const hash = await planHash()
    const yes = await tidings(['send', issue, '--offline'], { ask: async () => hash.slice(0, 8) })
    expect([yes.code, given.server.accepted.size]).toEqual([0, 3])
  })
})

describe('a plan that is looked at for long', () => {
  const answerAfter = (change: () => Promise<unknown>) => ({
    ask: async () => {
      await change()
      return hash.slice(0, 8)
    },
  })
  let hash: string
  beforeEach(async () => {
    hash = await planHash()
  })

  it.each<[string, boolean, RegExp]>([
    ['corrected', false, /delivery\/issue-not-current/],
    ['corrected and built', true, /Unexpected other content since the plan/],
  ])('is refused where the text was %s meanwhile', async (_, isBuilt, words) => {
    const correct = async (): Promise<void> => {
      given.workspace.write('articles/news.md', article({ title: 'News' }, 'The branch did not meet.'))
      if (isBuilt) await given.workspace.build()
    }
    const { code, err } = await tidings(['send', issue, '--offline'], answerAfter(correct))
    expect(err).toMatch(words)
    expect([code, given.server.letters]).toEqual([1, []])
  })

  it('is confirmed at the time at which that was said', async () => {
    const now = Date.now.bind(Date)
    const after = now() + 3_600_000
    const lunch = async () => vi.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000)
    expect((await tidings(['send', issue, '--offline'], answerAfter(lunch))).code).toBe(0)
    const { out } = await tidings(['send', 'status', '--json'])
    const [send] = JSON.parse(out) as [{ confirmedAt: number }]
    expect(send.confirmedAt).toBeGreaterThanOrEqual(after)
  })
})

describe('what is mailed', () => {
  it('is kept before the first letter, and once', async () => {
    const hash = await planHash()
    expect(readdirSync(given.workspace.root)).not.toContain('mailed')
    expect((await tidings(['send', issue, '--offline', '--confirm', hash])).code).toBe(0)
    const kept = readdirSync(path.join(given.workspace.root, 'mailed', issue))
    const { contentHash } = JSON.parse(given.workspace.read(`out/email/${issue}/manifest.json`)) as {
      contentHash: string
    }
    expect(kept).toEqual([contentHash])
    const record = JSON.parse(given.workspace.read(`mailed/${issue}/${contentHash}/mailed.json`)) as object
    expect(record).toMatchObject({ issue, contentHash, articles: { news: expect.any(String) } })
  })

  it('is not kept of a send that does not begin', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
    const confirmation = ['send', issue, '--offline', '--confirm', await planHash()]
    expect((await tidings([...confirmation, '--at', at])).code).toBe(0)
    const { code, err } = await tidings(confirmation)
    expect(err).toMatch(/is refused: Unexpected send .* expected to wait until then/)
    expect([code, readdirSync(given.workspace.root).includes('mailed')]).toEqual([3, false])
  })

  it('keeps everybody’s letter back where it cannot be kept, until it can', async () => {
    const hash = await planHash()
    given.workspace.write('mailed', 'a file in the place of the folder')
    const refused = await tidings(['send', issue, '--offline', '--confirm', hash])
    expect([refused.code, given.server.letters.length]).toEqual([1, 0])
    expect(refused.err).toContain('delivery/folder-not-writable')
    given.workspace.remove('mailed')
    expect((await tidings(['send', issue, '--offline', '--confirm', hash])).code).toBe(0)
    expect(given.server.accepted.size).toBe(3)
  })
})

describe('a confirmed plan that could not begin', () => {
  async function failToBegin(): Promise<string> {
    const hash = await planHash()
    given.workspace.write('mailed', 'a file in the place of the folder')
    expect((await tidings(['send', issue, '--offline', '--confirm', hash])).code).toBe(1)
    given.workspace.remove('mailed')
    return hash
  }

  it.each<[string, string[]]>([
    ['a new member', ['add', 'dan@example.org']],
    ['a member who lapsed', ['edit', '3', '--status', 'lapsed']],
    ['another address', ['edit', '2', '--address', 'bob@example.com']],
    ['a member who left', ['suppress', 'ann@example.org']],
  ])('is looked at again, and refused after %s until it is planned anew', async (_, change) => {
    const hash = await failToBegin()
    expect((await tidings(['members', ...change])).code).toBe(0)
    const { code, err } = await tidings(['send', issue, '--offline', '--confirm', hash])
    expect(err).toMatch(/Unexpected .*recipients: 1 (?:new|gone|changed)/)
    expect([code, given.server.letters]).toEqual([1, []])
    const next = await planHash()
    expect((await tidings(['send', issue, '--offline', '--confirm', next])).code).toBe(0)
    expect([...given.server.dots.values()]).toEqual(Array.from(given.server.accepted, () => 1))
  })

  it('is shown as what it is, with letters left to go', async () => {
    const hash = await failToBegin()
    const { code, out } = await tidings(['send', 'status'])
    expect(out.split('\n')[0]).toBe(`${issue}  confirmed, not begun`)
    expect(out).toContain(`tidings send ${issue} --confirm ${hash.slice(0, 8)}`)
    expect(code).toBe(3)
  })
})

describe('a confirmation', () => {
  it('sends each member one letter of their own, and the report adds up', async () => {
    const { code, err } = await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    expect(err).toContain('3 planned = 3 accepted + 0 refused')
    expect(code).toBe(0)
    expect([...given.server.dots.entries()].sort()).toEqual([
      ['ann@example.org', 1],
      ['bob@example.net', 1],
      ['carys@example.org', 1],
    ])
    const bob = await PostalMime.parse(given.server.letters.find(({ to }) => to === 'bob@example.net')!.wire)
    expect(bob.to).toEqual([{ name: 'Bob "B" Ågren', address: 'bob@example.net' }])
    expect(bob.subject).toBe('News of December')
    expect(await totals()).toMatchObject({ planned: 3, accepted: 3 })
    const again = await tidings(['send', issue, '--offline', '--confirm', '0'.repeat(64)])
    expect([again.code, given.server.letters.length]).toEqual([1, 3])
  })

  it.each<[string, () => unknown]>([
    [
      'an article that changed',
      () => given.workspace.write('articles/news.md', article({ title: 'News' }, 'It did not.')),
    ],
    [
      'an issue that was built again with other words',
      () => {
        given.workspace.write('articles/news.md', article({ title: 'News' }, 'It did not.'))
        return given.workspace.build()
      },
    ],
    ['a new member', () => tidings(['members', 'add', 'dan@example.org'])],
    ['a member who left', () => tidings(['members', 'suppress', 'ann@example.org'])],
    [
      'an article with an error',
      () => given.workspace.write('articles/news.md', article({ title: 'News' }, ':::spoiler', ':::')),
    ],
  ])('is refused after %s', async (_, change) => {
    const hash = await planHash()
    await change()
    const { code, err } = await tidings(['send', issue, '--offline', '--confirm', hash])
    expect(err).toMatch(/ error /)
    expect([code, given.server.letters]).toEqual([1, []])
  })

  it('ends well in a process of its own, and its output is JSON where that is asked for', async () => {
    const sent = await given.workspace.cli(
      ['send', issue, '--offline', '--confirm', await planHash(), '--json'],
      {
        env: keys,
      },
    )
    expect([sent.code, sent.signal]).toEqual([0, null])
    expect(JSON.parse(sent.stdout)).toMatchObject({ state: 'complete', counts: { planned: 3 } })
    const wrong = await given.workspace.cli(['send', issue, '--confirm', 'no', '--json'], { env: keys })
    expect(wrong.code).toBe(1)
    const { diagnostics } = JSON.parse(wrong.stdout) as { diagnostics: { ruleId: string }[] }
    expect(diagnostics.length).toBeGreaterThan(0)
  })

  it('says why it waits when the server takes nothing, and stops when it is told to', async () => {
    await given.open({ script: { greeting: '421 4.3.2 not now' } })
    given.workspace.write('tidings.yaml', `${settingsFor(given.server.port)}  stop: { connectionTries: 1 }\n`)
    const hash = await planHash()
    const waits = await given.workspace.cli(['send', issue, '--offline', '--confirm', hash], {
      env: keys,
      onStart: (child) =>
        child.stderr?.on('data', (text: Buffer) => {
          if (text.toString().includes('Waiting: ')) child.kill('SIGINT')
        }),
    })
    expect(waits.stderr).toMatch(/Waiting: .*421/)
    expect(waits.code).toBe(3)
    expect(await totals()).toMatchObject({ planned: 3, waiting: 3 })
  }, 120_000)

  it('given twice at once sends each letter once', async () => {
    const hash = await planHash()
    const both = await Promise.all([1, 2].map(() => tidings(['send', issue, '--offline', '--confirm', hash])))
    expect(both.map(({ code }) => code)).toContain(0)
    expect([...given.server.dots.values()]).toEqual([1, 1, 1])
    expect(await totals()).toMatchObject({ planned: 3, accepted: 3 })
  })

  it('without --offline looks first whether the archive is live', async () => {
    const { code, err } = await tidings(['send', issue, '--confirm', await planHash()])
    expect(err).toContain('delivery/archive-not-live')
    expect([code, given.server.letters]).toEqual([1, []])
  })

  it('tries again what a server put off, and keeps what it refused', async () => {
    const asked = new Map<string, number>()
    await given.open({
      script: {
        rcpt: ({ to }) => {
          asked.set(to, (asked.get(to) ?? 0) + 1)
          if (to.startsWith('bob')) return '550 5.1.1 no such user'
          return to.startsWith('ann') && asked.get(to) === 1 ? '450 4.2.0 come back' : undefined
        },
      },
    })
    const { code } = await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    expect(code).toBe(0)
    expect(await totals()).toMatchObject({ planned: 3, accepted: 2, refused: 1 })
    expect(asked.get('ann@example.org')).toBe(2)
    const { out } = await tidings(['send', 'report', issue, '--csv'])
    expect(out.split('\n')[2]).toMatch(/^bob@example\.net,2,everyone,refused,550,.*no such user/)
  })

  it('with a time waits for it, and goes when it is due', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
    const { code } = await tidings(['send', issue, '--offline', '--confirm', await planHash(), '--at', at])
    expect([code, (await tidings(['send', 'due'])).err]).toEqual([0, 'Nothing is due.\n'])
    expect(given.server.letters).toEqual([])
    const now = Date.now.bind(Date)
    vi.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000)
    expect((await tidings(['send', 'due'])).code).toBe(0)
    expect(given.server.accepted.size).toBe(3)
  })

  it('with a time is refused once the send has begun, and no letter goes', async () => {
    await given.open({ script: { dot: '451 4.3.0 later' } })
    given.workspace.write('tidings.yaml', settingsFor(given.server.port).replace('0.005', '60'))
    const hash = await planHash()
    await given.workspace.cli(['send', issue, '--offline', '--confirm', hash], {
      env: keys,
      onStart: (child) => void waitForDots(3).then(() => child.kill('SIGINT')),
    })
    const at = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
    for (const pause of [false, true]) {
      if (pause) expect((await tidings(['send', 'pause', issue])).code).toBe(0)
      const { code, err } = await tidings(['send', issue, '--offline', '--confirm', hash, '--at', at])
      expect(err).toMatch(/Unexpected time for a send that is (?:sending|paused) already/)
      expect([code, given.server.letters.length]).toEqual([1, 3])
    }
  }, 60_000)

  it('is shown with the time and the segment that were asked for', async () => {
    const at = `${new Date().getFullYear()}-12-31 23:59`
    const planned = ['send', issue, '--at', at, '--segment', 'region = "Wales"']
    const { err } = await tidings(planned)
    expect(err).toMatch(/ --segment 'region = "Wales"' --confirm [\da-f]{64} --at "\d{4}-12-31 23:59"\n$/)
    let question = ''
    const ask = async (text: string): Promise<string> => {
      question = text
      return ''
    }
    await tidings(planned, { ask })
    expect(question).toMatch(/^To send 2 letters at .*Dec 31 \d{4} 23:59/)
  })

  it.each(['yesterday', '2020-01-01 09:00', '2026-02-31 09:00'])('refuses the time %s', async (at) => {
    const { code, err } = await tidings([
      'send',
      issue,
      '--offline',
      '--confirm',
      await planHash(),
      '--at',
      at,
    ])
    expect(err).toMatch(/^Unexpected time/)
    expect([code, given.server.letters]).toEqual([2, []])
  })
})

it('a letter needs keys, and says how to make them', async () => {
  const { code, err } = await tidings(['send', issue], { env: {} })
  expect([code, err]).toEqual([1, expect.stringMatching(/members\/missing-keys/)])
})
