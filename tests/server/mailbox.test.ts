import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { DatabaseProblem } from '../../src/database/index.ts'
import type { Finding } from '../../src/diagnostics/index.ts'
import { createTokens, liftSuppressions, suppressionsOf } from '../../src/members/index.ts'
import type { LeavingMailbox } from '../../src/model/settings.ts'
import { openMailbox, watchMailbox, type LetterCounts } from '../../src/server/index.ts'
import { describeTrouble } from '../../src/server/mailbox/describe-trouble.ts'
import { leavingLetter } from './leaving-letters.ts'
import { makeBench, makeKeys, startOfTime, type Bench } from './service-fixture.ts'

let bench: Bench
let address: string
let maildir: string
let mbox: string

beforeEach(async () => {
  bench = await makeBench()
  address = addressFor(bench.member.id)
  maildir = path.join(bench.folder, 'Maildir')
  for (const folder of ['new', 'cur', 'tmp']) mkdirSync(path.join(maildir, folder), { recursive: true })
  mbox = path.join(bench.folder, 'mbox')
  writeFileSync(mbox, '')
})
afterEach(() => bench[Symbol.asyncDispose]())

function addressFor(id: number, keys = bench.keys): string {
  return `leave+${createTokens(keys, { form: 'address' }).create('unsubscribe', { id })}@example.org`
}

const open = (mailbox: LeavingMailbox, found: Finding[] = []): ReturnType<typeof openMailbox> =>
  openMailbox({
    mailbox,
    root: bench.folder,
    password: undefined,
    report: (finding) => void found.push(finding),
  })

/** One look at the mailbox by a process that has just begun, as often as `looks` says. */
async function look(
  kind: 'maildir' | 'mbox',
  { looks = 1, between = async () => undefined as unknown, database = bench.database } = {},
): Promise<LetterCounts> {
  const source = open({ kind, path: kind === 'maildir' ? 'Maildir' : 'mbox' })
  if (!source) throw new Error('the mailbox cannot be opened')
  const polls: (() => void)[] = []
  const counted = {
    ...source,
    poll: (seen: Parameters<typeof source.poll>[0]) => source.poll(seen).finally(() => polls.shift()?.()),
  }
  const waits = Array.from({ length: looks }, () => new Promise<void>((resolve) => polls.push(resolve)))
  const watch = watchMailbox({
    source: counted,
    database,
    keys: bench.keys,
    address: 'leave@example.org',
    clock: () => bench.time.now,
    log: (line) => void bench.log.push(line),
    everyMs: 20,
  })
  for (const [index, wait] of waits.entries()) {
    await wait
    if (index < looks - 1) await between()
  }
  await watch.close()
  return watch.counts()
}

const deliver = (name: string, letter: string, folder = 'new'): void =>
  writeFileSync(path.join(maildir, folder, name), letter)
const held = async (): Promise<unknown[]> =>
  (await suppressionsOf(bench.database, bench.member.addressKey)).filter(
    ({ liftedAt }) => liftedAt === undefined,
  )

describe('a letter to the address of those who leave', () => {
  const verdict = async (letter: string): Promise<keyof LetterCounts> => {
    deliver('1.a', letter)
    const counts = await look('maildir')
    rmSync(path.join(maildir, 'new', '1.a'), { force: true })
    return (['left', 'automatic', 'other'] as const).find((kind) => counts[kind] === 1)!
  }

  it('ends the subscription of the token’s member, with when and how', async () => {
    expect(await verdict(leavingLetter(address))).toBe('left')
    expect(await held()).toMatchObject([
      {
        scope: 'newsletter',
        reason: 'left-by-mail',
        since: startOfTime,
        evidence: 'the letter of 2026-11-23T11:00:00.000Z',
      },
    ])
  })

  it.each([
    ['yesterday 99', 'a letter without a date'],
    ['2026-11-23', 'a letter without a date'],
    ['', 'a letter without a date'],
    ['Mon, 99 Nov 2026 11:00:00 +0000', 'a letter without a date'],
    ['23 Nov 2026 11:00 GMT', 'the letter of 2026-11-23T11:00:00.000Z'],
    ['Mon, 23 Nov 2026 12:00:00 +0100 (CET)', 'the letter of 2026-11-23T11:00:00.000Z'],
  ])('of the date %j is shown as %s', async (Date, evidence) => {
    expect(await verdict(leavingLetter(address, { Date }))).toBe('left')
    expect(await held()).toMatchObject([{ evidence }])
  })

  it.each(['To', 'Cc', 'Delivered-To', 'X-Original-To', 'Envelope-To'])(
    'finds the token in %s alone',
    async (field) => {
      const letter = leavingLetter('list@example.org', { [field]: `"Leave, please" <${address}>` })
      expect(await verdict(letter)).toBe('left')
    },
  )

  it('finds the token in any case, folded and among others', async () => {
    const to = `kim@example.org,\n <${address.toUpperCase()}>,\n other@example.org`
    expect(await verdict(leavingLetter('x@example.org', { To: to }))).toBe('left')
  })

  it.each([
    ['a plain address', () => 'leave@example.org'],
    ['a token cut short', () => address.replace(/....@/, '@')],
    ['a token of another key', () => addressFor(1, makeKeys(9))],
    ['another mailbox', () => address.replace('leave+', 'please.leave+')],
    ['another domain', () => address.replace('@example.org', '@example.org.evil.example')],
    ['a subdomain', () => address.replace('@example.org', '@mail.example.org')],
    [
      'a token of another purpose',
      () => `leave+${createTokens(bench.keys, { form: 'address' }).create('bounce', { id: 1 })}@example.org`,
    ],
  ])('is left for people with %s', async (_what, to) => {
    expect(await verdict(leavingLetter(to()))).toBe('other')
    expect(await held()).toEqual([])
  })

  it.each([
    ['an answer of a machine', { 'Auto-Submitted': 'auto-replied (vacation)' }],
    ['a letter that a machine made', { 'Auto-Submitted': 'auto-generated' }],
    ['a bounce', { 'Return-Path': '<>' }],
    ['a report', { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x' }],
    ['an answer of an old machine', { Precedence: 'auto_reply' }],
  ])('ends nothing when it is %s', async (_what, fields) => {
    expect(await verdict(leavingLetter(address, fields as Record<string, string>))).toBe('automatic')
    expect(await held()).toEqual([])
  })

  it('is taken where it says that no machine sent it', async () => {
    expect(await verdict(leavingLetter(address, { 'Auto-Submitted': 'no' }))).toBe('left')
  })

  it('of a proof ends nobody’s subscription', async () => {
    expect(await verdict(leavingLetter(addressFor(0)))).toBe('left')
    expect(await bench.database.all('SELECT * FROM suppressions')).toEqual([])
  })

  it('acts once: who comes back is not sent away by the same letter', async () => {
    deliver('1.a', leavingLetter(address))
    await look('maildir')
    await liftSuppressions(bench.database, {
      addressKey: bench.member.addressKey,
      by: 'member',
      at: startOfTime,
    })
    expect(await look('maildir')).toMatchObject({ left: 1 })
    expect(await held()).toEqual([])
    deliver('2.a', leavingLetter(address, { Subject: 'again' }))
    await look('maildir')
    expect(await held()).toHaveLength(1)
  })

  it('is never taken with a token that was changed', async () => {
    const source = open({ kind: 'maildir', path: 'Maildir' })!
    const token = /\+(.*)@/.exec(address)![1]!
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'),
        async (at, letter) => {
          const changed = token.slice(0, at) + letter + token.slice(at + 1)
          fc.pre(changed !== token)
          deliver(`${at}${letter}`, leavingLetter(`leave+${changed}@example.org`))
          expect(await look('maildir')).toMatchObject({ left: 0 })
          rmSync(path.join(maildir, 'new', `${at}${letter}`))
        },
      ),
      { numRuns: 60 },
    )
    await source.close()
    expect(await held()).toEqual([])
  })

  it('is not lost when it cannot be recorded', async () => {
    let fails = true
    const database = {
      ...bench.database,
      transaction: ((work) =>
        fails
          ? Promise.reject(new DatabaseProblem('disk', 'full'))
          : bench.database.transaction(work)) as Bench['database']['transaction'],
    }
    deliver('1.a', leavingLetter(address))
    const between = async (): Promise<void> => {
      expect(readdirSync(path.join(maildir, 'new'))).toEqual(['1.a'])
      expect(await held()).toEqual([])
      fails = false
    }
    expect(await look('maildir', { looks: 2, between, database })).toMatchObject({ left: 1 })
    expect(await held()).toHaveLength(1)
  })
})

describe('a Maildir', () => {
  it('gets handled letters marked as seen, and the others left as they were', async () => {
    deliver('1.left', leavingLetter(address))
    deliver('2.other', leavingLetter('leave@example.org'))
    deliver('3.auto', leavingLetter(address, { 'Auto-Submitted': 'auto-replied' }))
    expect(await look('maildir')).toEqual({ left: 1, other: 1, automatic: 1 })
    expect(readdirSync(path.join(maildir, 'new')).toSorted()).toEqual(['2.other', '3.auto'])
    expect(readdirSync(path.join(maildir, 'cur'))).toEqual(['1.left:2,S'])
  })

  it('is read where a mail program has moved and marked the letters', async () => {
    deliver('1.left:2,FT', leavingLetter(address), 'cur')
    expect(await look('maildir')).toMatchObject({ left: 1 })
    expect(readdirSync(path.join(maildir, 'cur'))).toEqual(['1.left:2,FST'])
  })

  it('counts a letter for people once, also when somebody reads it', async () => {
    deliver('1.other', leavingLetter('leave@example.org'))
    const between = async (): Promise<void> =>
      renameSync(path.join(maildir, 'new', '1.other'), path.join(maildir, 'cur', '1.other:2,S'))
    expect(
      await look('maildir', { looks: 3, between: async () => void (await between().catch(() => undefined)) }),
    ).toMatchObject({ other: 1 })
    expect(bench.log).toEqual([
      'the mailbox: 0 asked to leave, 1 is for people to read, 0 automatic ones are left alone',
    ])
  })

  it('says once what is wrong, and goes on when it is well again', async () => {
    const hidden = `${maildir}.away`
    const source = open({ kind: 'maildir', path: 'Maildir' })!
    renameSync(maildir, hidden)
    let polls = 0
    const counted = {
      ...source,
      poll: (seen: Parameters<typeof source.poll>[0]) => source.poll(seen).finally(() => (polls += 1)),
    }
    const watch = watchMailbox({
      source: counted,
      database: bench.database,
      keys: bench.keys,
      address: 'leave@example.org',
      clock: () => startOfTime,
      log: (line) => void bench.log.push(line),
      everyMs: 10,
    })
    await expect.poll(() => polls).toBeGreaterThan(3)
    renameSync(hidden, maildir)
    deliver('1.a', leavingLetter(address))
    await expect.poll(() => watch.counts().left).toBe(1)
    await watch.close()
    expect(bench.log.filter((line) => line.includes('cannot be read'))).toHaveLength(1)
    expect(bench.log.join('\n')).toMatch(/ENOENT[\s\S]*can be read again/)
  })

  describe('with a letter that cannot be opened or marked', () => {
    const readLetters: string[] = []
    const spoil = (file: string): void => {
      rmSync(file, { recursive: true, force: true })
      mkdirSync(file)
    }
    const poll = async (
      source: NonNullable<ReturnType<typeof open>>,
      meanwhile = () => undefined as unknown,
    ): Promise<string[]> => {
      const troubles = await source.poll(async (head) => {
        readLetters.push(/Subject: (.*)/.exec(Buffer.from(head).toString())![1]!)
        meanwhile()
        return 'left'
      })
      return troubles.map(({ letter, act, cause }) => `${letter} ${act} ${(cause as { code: string }).code}`)
    }
    beforeEach(() => {
      readLetters.length = 0
      for (const name of ['1.a', '2.x', '3.b']) deliver(name, leavingLetter(address, { Subject: name }))
    })

    it('reads those behind it, and tries that one again', async () => {
      const source = open({ kind: 'maildir', path: 'Maildir' })!
      const file = path.join(maildir, 'new', '2.x')
      expect(await poll(source, () => existsSync(file) && spoil(file))).toEqual(['2.x opened EISDIR'])
      expect(readLetters).toEqual(['1.a', '3.b'])
      rmSync(file, { recursive: true })
      deliver('2.x', leavingLetter(address, { Subject: '2.x' }))
      expect(await poll(source)).toEqual([])
      expect(readLetters).toEqual(['1.a', '3.b', '2.x'])
    })

    it('shows it once, and marks it when it can', async () => {
      const source = open({ kind: 'maildir', path: 'Maildir' })!
      const inTheWay = path.join(maildir, 'cur', '2.x:2,S')
      mkdirSync(inTheWay)
      const trouble = [expect.stringMatching(/^2\.x marked as read E/)]
      expect([await poll(source), await poll(source)]).toEqual([trouble, trouble])
      rmSync(inTheWay, { recursive: true })
      expect(await poll(source)).toEqual([])
      expect(readLetters).toEqual(['1.a', '2.x', '3.b'])
      expect(readdirSync(path.join(maildir, 'cur'))).toContain('2.x:2,S')
    })

    it('finds one again that a mail program moved during the look', async () => {
      const source = open({ kind: 'maildir', path: 'Maildir' })!
      const [from, to] = [path.join(maildir, 'new', '2.x'), path.join(maildir, 'cur', '2.x:2,')]
      expect(await poll(source, () => existsSync(from) && renameSync(from, to))).toEqual([])
      await poll(source)
      expect(readLetters.toSorted()).toEqual(['1.a', '2.x', '3.b'])
    })

    it('says so once, with what to do, and once when it is well', async () => {
      const cause = Object.assign(new Error('EACCES: permission denied, open /mail/new/2.x'), {
        code: 'EACCES',
      })
      const trouble = { letter: '2.x', act: 'opened', cause } as const
      const answers = [[trouble], [trouble], [trouble, { ...trouble, letter: '3.b' }], [], []]
      const watch = watchMailbox({
        source: { poll: async () => answers.shift() ?? [], close: async () => undefined },
        database: bench.database,
        keys: bench.keys,
        address: 'leave@example.org',
        clock: () => startOfTime,
        log: (line) => void bench.log.push(line),
        everyMs: 5,
      })
      await expect.poll(() => answers.length).toBe(0)
      await watch.close()
      const said =
        'EACCES: permission denied, open /mail/new/2.x. Let the user that `tidings serve` runs as read and write it.'
      expect(bench.log).toEqual([
        `1 letter of the mailbox cannot be opened, which is tried again: 2.x: ${said}`,
        `2 letters of the mailbox cannot be opened, which is tried again: the first is 2.x: ${said}`,
        'no letter of the mailbox makes trouble any more',
      ])
    })
  })

  it('that is not there is a finding', () => {
    const found: Finding[] = []
    expect(open({ kind: 'maildir', path: 'nowhere' }, found)).toBeUndefined()
    expect(open({ kind: 'mbox', path: 'nowhere' }, found)).toBeUndefined()
    expect(found.map(({ rule }) => rule)).toEqual(['server/mailbox', 'server/mailbox'])
  })
})

describe('an mbox', () => {
  const append = (letter: string, sender = 'sam@example.org'): void =>
    appendFileSync(mbox, `From ${sender} Mon Nov 23 11:00:00 2026\n${letter}\n`)

  it('is read letter by letter, and not written', async () => {
    append(leavingLetter('leave@example.org'))
    append(leavingLetter(address))
    append(leavingLetter(address, { 'Return-Path': '' }), 'MAILER-DAEMON')
    const before = [readFileSync(mbox, 'utf8'), statSync(mbox).mtimeMs]
    expect(await look('mbox')).toEqual({ left: 1, other: 1, automatic: 1 })
    expect([readFileSync(mbox, 'utf8'), statSync(mbox).mtimeMs]).toEqual(before)
    expect(await held()).toHaveLength(1)
  })

  it('is not fooled by a letter inside a letter', async () => {
    append(
      `Subject: x\nTo: leave@example.org\n\nHello\nFrom sam@example.org Mon Nov 23\n${leavingLetter(address)}`,
    )
    append(
      `Subject: y\nTo: leave@example.org\n\nHello\n\n>From sam@example.org Mon Nov 23\n${leavingLetter(address)}`,
    )
    expect(await look('mbox')).toEqual({ left: 0, other: 2, automatic: 0 })
  })

  it('shows a letter that came later, and each once, also when a mail program marks them', async () => {
    append(leavingLetter('leave@example.org'))
    const between = async (): Promise<void> => {
      writeFileSync(
        mbox,
        readFileSync(mbox, 'utf8').replace(
          'Subject: unsubscribe\n',
          'Subject: unsubscribe\nStatus: RO\nX-Status: A\n',
        ),
      )
      append(leavingLetter(address))
    }
    expect(await look('mbox', { looks: 2, between })).toEqual({ left: 1, other: 1, automatic: 0 })
  })

  it('waits for the rest of a letter that is being written', async () => {
    const whole = `From sam@example.org Mon Nov 23\n${leavingLetter(address)}\n`
    const cut = whole.indexOf('Message-ID')
    appendFileSync(mbox, whole.slice(0, cut))
    const between = async (): Promise<void> => {
      expect(await held()).toEqual([])
      appendFileSync(mbox, whole.slice(cut))
    }
    expect(await look('mbox', { looks: 2, between })).toEqual({ left: 1, other: 0, automatic: 0 })
  })

  it('may go away when it is empty, and come back', async () => {
    const between = async (): Promise<void> => {
      if (statSync(mbox, { throwIfNoEntry: false })) rmSync(mbox)
      else append(leavingLetter(address))
    }
    expect(await look('mbox', { looks: 4, between })).toMatchObject({ left: 1 })
    expect(bench.log.join('\n')).not.toContain('cannot be read')
  })

  it('does not act again after a restart', async () => {
    append(leavingLetter(address))
    await look('mbox')
    await liftSuppressions(bench.database, {
      addressKey: bench.member.addressKey,
      by: 'member',
      at: startOfTime,
    })
    await look('mbox')
    expect(await held()).toEqual([])
  })

  it('is read with CRLF, odd octets and long lines', async () => {
    const long = 'x'.repeat(300_000)
    append(`Subject: \u00ff\u0000\n${long}\n\n${long}\n${long}\n`)
    append(leavingLetter(address).replaceAll('\n', '\r\n'))
    expect(await look('mbox')).toMatchObject({ left: 1 })
  })
})

describe('trouble with a mailbox is told with what to do:', () => {
  const openSsl =
    '409DC46F7F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/x.c:80:'
  it.each([
    [
      'ECONNREFUSED',
      'connect ECONNREFUSED 127.0.0.1:143',
      /^connect ECONNREFUSED 127\.0\.0\.1:143\. Start the/,
    ],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND imap.example.org', /`leavingMailbox\.host`/],
    ['CONNECT_TIMEOUT', 'Failed to establish connection in required time. timeout', /firewall/],
    [
      'ERR_SSL_WRONG_VERSION_NUMBER',
      openSsl,
      /NUMBER TLS: wrong version number\. Set `leavingMailbox\.security`/,
    ],
    ['CERT_HAS_EXPIRED', 'certificate has expired', /renew/],
    ['NoConnection', 'Connection not available', /The server ended the line/],
    [
      undefined,
      'Authentication failed for leave@example.org.',
      /^Authentication failed for …\. Correct `leavingMailbox\.user`/,
    ],
    [undefined, 'something new', /^something new$/],
  ])('%s %s', (code, message, told) => {
    expect(describeTrouble(Object.assign(new Error(message), code && { code }))).toMatch(told)
  })

  it('in the same words each time', () => {
    const said = ['10:00:01', '10:01:01'].map((time) =>
      describeTrouble({ code: 'NoConnection', reason: `FETCH failed: see the log. [2026-11-27 ${time}]` }),
    )
    expect(said).toEqual(
      Array(2).fill('NoConnection FETCH failed: see the log. The server ended the line: its log says why.'),
    )
  })
})

it('has a password for IMAP, or a finding', () => {
  const found: Finding[] = []
  const imap = {
    kind: 'imap',
    host: 'localhost',
    port: 993,
    security: 'tls',
    user: 'x',
    folder: 'INBOX',
  } as const
  expect(open(imap, found)).toBeUndefined()
  expect(found).toMatchObject([{ rule: 'server/mailbox', file: 'TIDINGS_IMAP_PASSWORD' }])
})
