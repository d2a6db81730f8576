import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import PostalMime from 'postal-mime'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src/database/index.ts'
import type { Terminal } from '../../src/commands/terminal.ts'
import { startSmtpServer, type SmtpServer, type SmtpServerOptions } from '../delivery/smtp-server.ts'
import { article, copyOf, type Workspace } from '../press/workspace-fixture.ts'
import {
  issue,
  keys,
  makeSendWorkspace,
  planHashIn,
  settingsFor,
  tidingsIn,
  totalsIn,
} from './send-workspace.ts'

let server: SmtpServer
let workspace: Workspace
/** What each test begins with a copy of. */
let prepared: Workspace

beforeAll(async () => {
  prepared = await makeSendWorkspace(
    '1,ann@example.org,Ann Example,Wales',
    '2,bob@example.net,"Bob ""B"" Ågren",England',
    '3,carys@example.org,,Wales',
  )
})
beforeEach(() => open())
afterEach(() => {
  vi.restoreAllMocks()
  return server.close()
})

/** A workspace with an issue that was built, three members and a mail server. */
async function open(options: SmtpServerOptions = {}): Promise<void> {
  server = await startSmtpServer(options)
  workspace = copyOf(prepared)
  workspace.write('tidings.yaml', settingsFor(server.port))
}

const tidings = (args: string[], given?: Partial<Terminal>) => tidingsIn(workspace, args, given)
const planHash = (...more: string[]): Promise<string> => planHashIn(workspace, issue, ...more)
const totals = (): Promise<Record<string, number>> => totalsIn(workspace)

/** Waits until so many letters have come to the server completely. */
async function waitForDots(number: number): Promise<void> {
  await vi.waitUntil(() => server.letters.filter(({ dot }) => dot).length >= number, { timeout: 50_000 })
}

describe('a plan', () => {
  it('is shown, and sends nothing', async () => {
    const { code, out, err } = await tidings(['send', issue])
    expect(code).toBe(3)
    expect(out).toContain('News of December')
    expect(out).toContain('Members   3, of whom 3 get a letter')
    expect(out).toContain('Ann Example <ann@example.org>')
    expect(err).toContain(`--confirm ${await planHash()}`)
    expect(server.letters).toEqual([])
  })

  it('is not complete, also where something is warned of', async () => {
    workspace.write('templates/theme.yaml', "colours: { text: '#cccccc' }\n")
    await workspace.build()
    const { code, err } = await tidings(['send', issue])
    expect(err).toContain('workspace/low-contrast')
    expect(code).toBe(3)
  })

  it('is of a segment, whose name the confirmation need not repeat', async () => {
    const hash = await planHash('--segment', 'wales')
    expect((await tidings(['send', issue, '--offline', '--confirm', hash])).code).toBe(0)
    expect([...server.accepted.keys()].sort()).toEqual(['ann@example.org', 'carys@example.org'])
  })

  it('sends when whoever is asked types its beginning, and nothing otherwise', async () => {
    const no = await tidings(['send', issue, '--offline'], { ask: async () => 'yes' })
    expect([no.code, server.letters.length]).toEqual([3, 0])
    const hash = await planHash()
    const yes = await tidings(['send', issue, '--offline'], { ask: async () => hash.slice(0, 8) })
    expect([yes.code, server.accepted.size]).toEqual([0, 3])
  })
})

describe('what is mailed', () => {
  it('is kept before the first letter, and once', async () => {
    const hash = await planHash()
    expect(readdirSync(workspace.root)).not.toContain('mailed')
    expect((await tidings(['send', issue, '--offline', '--confirm', hash])).code).toBe(0)
    const kept = readdirSync(path.join(workspace.root, 'mailed', issue))
    const { contentHash } = JSON.parse(workspace.read(`out/email/${issue}/manifest.json`)) as {
      contentHash: string
    }
    expect(kept).toEqual([contentHash])
    const record = JSON.parse(workspace.read(`mailed/${issue}/${contentHash}/mailed.json`)) as object
    expect(record).toMatchObject({ issue, contentHash, articles: { news: expect.any(String) } })
  })

  it('keeps everybody’s letter back where it cannot be kept, until it can', async () => {
    const hash = await planHash()
    workspace.write('mailed', 'a file in the place of the folder')
    const refused = await tidings(['send', issue, '--offline', '--confirm', hash])
    expect([refused.code, server.letters.length]).toEqual([1, 0])
    expect(refused.err).toContain('delivery/folder-not-writable')
    workspace.remove('mailed')
    expect((await tidings(['send', issue, '--offline', '--confirm', hash])).code).toBe(0)
    expect(server.accepted.size).toBe(3)
  })
})

describe('a confirmed plan that could not begin', () => {
  async function failToBegin(): Promise<string> {
    const hash = await planHash()
    workspace.write('mailed', 'a file in the place of the folder')
    expect((await tidings(['send', issue, '--offline', '--confirm', hash])).code).toBe(1)
    workspace.remove('mailed')
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
    expect([code, server.letters]).toEqual([1, []])
    const next = await planHash()
    expect((await tidings(['send', issue, '--offline', '--confirm', next])).code).toBe(0)
    expect([...server.dots.values()]).toEqual(Array.from(server.accepted, () => 1))
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
    expect([...server.dots.entries()].sort()).toEqual([
      ['ann@example.org', 1],
      ['bob@example.net', 1],
      ['carys@example.org', 1],
    ])
    const bob = await PostalMime.parse(server.letters.find(({ to }) => to === 'bob@example.net')!.wire)
    expect(bob.to).toEqual([{ name: 'Bob "B" Ågren', address: 'bob@example.net' }])
    expect(bob.subject).toBe('News of December')
    expect(await totals()).toMatchObject({ planned: 3, accepted: 3 })
    const again = await tidings(['send', issue, '--offline', '--confirm', '0'.repeat(64)])
    expect([again.code, server.letters.length]).toEqual([1, 3])
  })

  it.each<[string, () => unknown]>([
    [
      'an article that changed',
      () => workspace.write('articles/news.md', article({ title: 'News' }, 'It did not.')),
    ],
    [
      'an issue that was built again with other words',
      () => {
        workspace.write('articles/news.md', article({ title: 'News' }, 'It did not.'))
        return workspace.build()
      },
    ],
    ['a new member', () => tidings(['members', 'add', 'dan@example.org'])],
    ['a member who left', () => tidings(['members', 'suppress', 'ann@example.org'])],
    [
      'an article with an error',
      () => workspace.write('articles/news.md', article({ title: 'News' }, ':::spoiler', ':::')),
    ],
  ])('is refused after %s', async (_, change) => {
    const hash = await planHash()
    await change()
    const { code, err } = await tidings(['send', issue, '--offline', '--confirm', hash])
    expect(err).toMatch(/ error /)
    expect([code, server.letters]).toEqual([1, []])
  })

  it('ends well in a process of its own, and its output is JSON where that is asked for', async () => {
    const sent = await workspace.cli(['send', issue, '--offline', '--confirm', await planHash(), '--json'], {
      env: keys,
    })
    expect([sent.code, sent.signal]).toEqual([0, null])
    expect(JSON.parse(sent.stdout)).toMatchObject({ state: 'complete', counts: { planned: 3 } })
    const wrong = await workspace.cli(['send', issue, '--confirm', 'no', '--json'], { env: keys })
    expect(wrong.code).toBe(1)
    const { diagnostics } = JSON.parse(wrong.stdout) as { diagnostics: { ruleId: string }[] }
    expect(diagnostics.length).toBeGreaterThan(0)
  })

  it('says why it waits when the server takes nothing, and stops when it is told to', async () => {
    await server.close()
    await open({ script: { greeting: '421 4.3.2 not now' } })
    workspace.write('tidings.yaml', `${settingsFor(server.port)}  stop: { connectionTries: 1 }\n`)
    const hash = await planHash()
    const waits = await workspace.cli(['send', issue, '--offline', '--confirm', hash], {
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
    expect([...server.dots.values()]).toEqual([1, 1, 1])
    expect(await totals()).toMatchObject({ planned: 3, accepted: 3 })
  })

  it('without --offline looks first whether the archive is live', async () => {
    const { code, err } = await tidings(['send', issue, '--confirm', await planHash()])
    expect(err).toContain('delivery/archive-not-live')
    expect([code, server.letters]).toEqual([1, []])
  })

  it('tries again what a server put off, and keeps what it refused', async () => {
    await server.close()
    const asked = new Map<string, number>()
    await open({
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
    expect(server.letters).toEqual([])
    const now = Date.now.bind(Date)
    vi.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000)
    expect((await tidings(['send', 'due'])).code).toBe(0)
    expect(server.accepted.size).toBe(3)
  })

  it('with a time is refused once the send has begun, and no letter goes', async () => {
    await server.close()
    await open({ script: { dot: '451 4.3.0 later' } })
    workspace.write('tidings.yaml', settingsFor(server.port).replace('0.005', '60'))
    const hash = await planHash()
    await workspace.cli(['send', issue, '--offline', '--confirm', hash], {
      env: keys,
      onStart: (child) => void waitForDots(3).then(() => child.kill('SIGINT')),
    })
    const at = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
    for (const pause of [false, true]) {
      if (pause) expect((await tidings(['send', 'pause', issue])).code).toBe(0)
      const { code, err } = await tidings(['send', issue, '--offline', '--confirm', hash, '--at', at])
      expect(err).toMatch(/Unexpected time for a send that is (?:sending|paused) already/)
      expect([code, server.letters.length]).toEqual([1, 3])
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
    expect([code, server.letters]).toEqual([2, []])
  })
})

describe('a trial', () => {
  it('is a marked proof to one address', async () => {
    const { code } = await tidings(['send', issue, '--test', 'editor@example.com', '--as', '2'])
    expect(code).toBe(0)
    expect([...server.accepted.keys()]).toEqual(['editor@example.com'])
    const { subject } = await PostalMime.parse(server.letters[0]!.wire)
    expect(subject).toBe('[Proof] News of December')
  })

  it('is a folder of letters, and nothing goes out', async () => {
    const { code } = await tidings(['send', issue, '--dry-run', 'trial'])
    const letters = readdirSync(path.join(workspace.root, 'trial')).filter((file) => file.endsWith('.eml'))
    expect([code, letters.length, server.letters]).toEqual([0, 3, []])
    const [first] = letters.sort()
    const text = readFileSync(path.join(workspace.root, 'trial', first!), 'utf8')
    expect(text).toMatch(/^To: Ann Example <ann@example\.org>\r$/m)
  })

  it('takes no confirmation back, and shows the letters that were confirmed', async () => {
    await tidings(['send', issue, '--segment', 'wales'])
    const database = await openDatabase(path.join(workspace.root, 'data/tidings.db'))
    await database.run(`UPDATE sends SET confirmed_at = 1, confirmed_by = 'Ann Example'`)
    await database.close()
    const status = async (): Promise<unknown> =>
      JSON.parse((await tidings(['send', 'status', issue, '--json'])).out)
    const before = await status()
    expect((await tidings(['send', issue, '--dry-run', 'trial'])).err).toMatch(/^Wrote 2 letters/)
    expect(await status()).toEqual(before)
    const other = await tidings(['send', issue, '--dry-run', 'other', '--segment', 'region = England'])
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('takes the confirmation back')])
    expect(await status()).toEqual(before)
  })

  it('says so where the server refuses the proof', async () => {
    await server.close()
    await open({ script: { dot: '554 5.7.1 spam' } })
    const { code, err } = await tidings(['send', issue, '--test', 'editor@example.com'])
    expect([code, err]).toEqual([1, expect.stringMatching(/delivery\/proof-not-sent/)])
  })
})

describe('after a send', () => {
  it('a member who says that it never came gets one more, written down as such', async () => {
    await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    expect((await tidings(['send', 'again', issue, '--member', '3'])).code).toBe(0)
    expect(server.dots.get('carys@example.org')).toBe(2)
    expect((await tidings(['send', 'again', issue, '--member', 'nobody@example.org'])).code).toBe(1)
    expect(await totals()).toMatchObject({ planned: 3, accepted: 3 })
  })

  it('an uncertain letter is decided on by name', async () => {
    await server.close()
    let drops = 1
    await open({
      script: { dot: ({ to }) => (to.startsWith('ann') && drops-- > 0 ? { do: 'drop' } : undefined) },
    })
    const sent = await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    expect(sent.err).toContain('1 uncertain')
    expect(sent.code).toBe(3)
    expect(await totals()).toMatchObject({ planned: 3, accepted: 2, uncertain: 1 })
    expect((await tidings(['send', 'resolve', issue, '--resend'])).code).toBe(2)
    expect((await tidings(['send', 'resolve', issue, '--resend', '--member', '2'])).code).toBe(1)
    expect((await tidings(['send', 'resolve', issue, '--resend', '--member', '1'])).code).toBe(0)
    expect((await tidings(['send', 'resume', issue])).code).toBe(0)
    expect(await totals()).toMatchObject({ planned: 3, accepted: 3, uncertain: 0 })
    expect(server.dots.get('ann@example.org')).toBe(2)
  })

  it('the status says how it stands', async () => {
    await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    const { code, out } = await tidings(['send', 'status'])
    expect([code, out.split('\n')[0]]).toEqual([0, `${issue}  complete`])
    expect((await tidings(['send', 'status', 'nothing'])).code).toBe(2)
  })

  it('goes on though next month is being written, and not with another content', async () => {
    await server.close()
    await open({ script: { dot: ({ to }) => (to.startsWith('bob') ? { do: 'drop' } : undefined) } })
    await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    await tidings(['send', 'resolve', issue, '--resend', '--all'])
    const next = article({ title: 'News' }, 'The branch meets again.')
    workspace.write('articles/news.md', next)
    // The server does it again, so that the letter waits for a decision again.
    expect((await tidings(['send', 'resume', issue])).code).toBe(3)
    expect(server.dots.get('bob@example.net')).toBe(2)
    await workspace.build()
    await tidings(['send', 'resolve', issue, '--resend', '--all'])
    const { code, err } = await tidings(['send', 'resume', issue])
    expect([code, err]).toEqual([1, expect.stringMatching(/delivery\/refused/)])
    expect(server.dots.get('bob@example.net')).toBe(2)
  })

  it('a restored plan is settled by the proof of the one that took its place', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString()
    await tidings(['send', issue, '--offline', '--confirm', await planHash(), '--at', at.slice(0, 16) + 'Z'])
    expect((await tidings(['backup', 'before.db'])).code).toBe(0)
    await tidings(['send', 'cancel', issue])
    const wales = ['--segment', 'wales']
    await tidings(['send', issue, ...wales, '--offline', '--confirm', await planHash(...wales)])
    await tidings(['send', 'report', issue, '--csv', 'proof.csv'])
    const proof = readFileSync(path.join(workspace.root, 'proof.csv'), 'utf8')
    expect((await tidings(['restore', 'before.db', '--force'])).code).toBe(0)
    workspace.write('other.csv', proof.replaceAll(/2026-12\r\n/g, '2026-11\r\n'))
    const other = await tidings(['send', 'resolve', issue, '--from-csv', 'other.csv'])
    expect(other.err).toMatch(/^0 resolved[^]*does not know[^]*went: 2\. They were passed over/)
    const { code, err } = await tidings(['send', 'resolve', issue, '--from-csv', 'proof.csv'])
    expect([code, err]).toEqual([0, '2 resolved as accepted; 0 rows are of other letters.\n'])
    await tidings(['send', 'resolve', issue, '--resend', '--all'])
    expect((await tidings(['send', 'resume', issue])).code).toBe(0)
    expect([...server.dots.values()]).toEqual([1, 1, 1])
  })

  it('a cancelled plan is not sent', async () => {
    const hash = await planHash()
    expect((await tidings(['send', 'cancel', issue])).code).toBe(0)
    const { code } = await tidings(['send', issue, '--offline', '--confirm', hash])
    expect([code, server.letters]).toEqual([1, []])
  })
})

it('a letter needs keys, and says how to make them', async () => {
  const { code, err } = await tidings(['send', issue], { env: {} })
  expect([code, err]).toEqual([1, expect.stringMatching(/members\/missing-keys/)])
})
