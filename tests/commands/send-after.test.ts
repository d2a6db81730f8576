import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/database/index.ts'
import type { Terminal } from '../../src/commands/terminal.ts'
import { article } from '../press/workspace-fixture.ts'
import { givenASend } from './given-a-send.ts'
import { issue, planHashIn, tidingsIn, totalsIn } from './send-workspace.ts'

const given = givenASend()
const tidings = (args: string[], terminal?: Partial<Terminal>) => tidingsIn(given.workspace, args, terminal)
const planHash = (...more: string[]): Promise<string> => planHashIn(given.workspace, issue, ...more)
const totals = (): Promise<Record<string, number>> => totalsIn(given.workspace)

describe('a trial', () => {
  it('is a marked proof to one address', async () => {
    const { code } = await tidings(['send', issue, '--test', 'editor@example.com', '--as', '2'])
    expect(code).toBe(0)
    expect([...given.server.accepted.keys()]).toEqual(['editor@example.com'])
    const { subject } = await PostalMime.parse(given.server.letters[0]!.wire)
    expect(subject).toBe('[Proof] News of December')
  })

  it('is a folder of letters, and nothing goes out', async () => {
    const { code } = await tidings(['send', issue, '--dry-run', 'trial'])
    const letters = readdirSync(path.join(given.workspace.root, 'trial')).filter((file) =>
      file.endsWith('.eml'),
    )
    expect([code, letters.length, given.server.letters]).toEqual([0, 3, []])
    const [first] = letters.sort()
    const text = readFileSync(path.join(given.workspace.root, 'trial', first!), 'utf8')
    expect(text).toMatch(/^To: Ann Example <ann@example\.org>\r$/m)
  })

  it('takes no confirmation back, and shows the letters that were confirmed', async () => {
    await tidings(['send', issue, '--segment', 'wales'])
    const database = await openDatabase(path.join(given.workspace.root, 'data/tidings.db'))
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
    await given.open({ script: { dot: '554 5.7.1 spam' } })
    const { code, err } = await tidings(['send', issue, '--test', 'editor@example.com'])
    expect([code, err]).toEqual([1, expect.stringMatching(/delivery\/proof-not-sent/)])
  })
})

describe('after a send', () => {
  it('a member who says that it never came gets one more, written down as such', async () => {
    await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    expect((await tidings(['send', 'again', issue, '--member', '3'])).code).toBe(0)
    expect(given.server.dots.get('carys@example.org')).toBe(2)
    expect((await tidings(['send', 'again', issue, '--member', 'nobody@example.org'])).code).toBe(1)
    expect(await totals()).toMatchObject({ planned: 3, accepted: 3 })
  })

  it('an uncertain letter is decided on by name', async () => {
    let drops = 1
    await given.open({
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
    expect(given.server.dots.get('ann@example.org')).toBe(2)
  })

  it('the status says how it stands', async () => {
    await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    const { code, out } = await tidings(['send', 'status'])
    expect([code, out.split('\n')[0]]).toEqual([0, `${issue}  complete`])
    expect((await tidings(['send', 'status', 'nothing'])).code).toBe(2)
  })

  it('goes on though next month is being written, and not with another content', async () => {
    await given.open({ script: { dot: ({ to }) => (to.startsWith('bob') ? { do: 'drop' } : undefined) } })
    await tidings(['send', issue, '--offline', '--confirm', await planHash()])
    await tidings(['send', 'resolve', issue, '--resend', '--all'])
    const next = article({ title: 'News' }, 'The branch meets again.')
    given.workspace.write('articles/news.md', next)
    // The server does it again, so that the letter waits for a decision again.
    expect((await tidings(['send', 'resume', issue])).code).toBe(3)
    expect(given.server.dots.get('bob@example.net')).toBe(2)
    await given.workspace.build()
    await tidings(['send', 'resolve', issue, '--resend', '--all'])
    const { code, err } = await tidings(['send', 'resume', issue])
    expect([code, err]).toEqual([1, expect.stringMatching(/delivery\/refused/)])
    expect(given.server.dots.get('bob@example.net')).toBe(2)
  })

  it('a restored plan is settled by the proof of the one that took its place', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString()
    await tidings(['send', issue, '--offline', '--confirm', await planHash(), '--at', at.slice(0, 16) + 'Z'])
    expect((await tidings(['backup', 'before.db'])).code).toBe(0)
    await tidings(['send', 'cancel', issue])
    const wales = ['--segment', 'wales']
    await tidings(['send', issue, ...wales, '--offline', '--confirm', await planHash(...wales)])
    await tidings(['send', 'report', issue, '--csv', 'proof.csv'])
    const proof = readFileSync(path.join(given.workspace.root, 'proof.csv'), 'utf8')
    expect((await tidings(['restore', 'before.db', '--force'])).code).toBe(0)
    given.workspace.write('other.csv', proof.replaceAll(/2026-12\r\n/g, '2026-11\r\n'))
    const other = await tidings(['send', 'resolve', issue, '--from-csv', 'other.csv'])
    expect(other.err).toMatch(/^0 resolved[^]*does not know[^]*went: 2\. They were passed over/)
    const { code, err } = await tidings(['send', 'resolve', issue, '--from-csv', 'proof.csv'])
    expect([code, err]).toEqual([0, '2 resolved as accepted; 0 rows are of other letters.\n'])
    await tidings(['send', 'resolve', issue, '--resend', '--all'])
    expect((await tidings(['send', 'resume', issue])).code).toBe(0)
    expect([...given.server.dots.values()]).toEqual([1, 1, 1])
  })

  it('a cancelled plan is not sent', async () => {
    const hash = await planHash()
    expect((await tidings(['send', 'cancel', issue])).code).toBe(0)
    const { code } = await tidings(['send', issue, '--offline', '--confirm', hash])
    expect([code, given.server.letters]).toEqual([1, []])
  })
})
