import { chmodSync, chownSync, readdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTokens, liftSuppressions, suppressionsOf } from '../../src/members/index.ts'
import { openMailbox, watchMailbox, type MailboxWatch } from '../../src/server/index.ts'
import { leavingLetter } from '../server/leaving-letters.ts'
import { makeBench, startOfTime, type Bench } from '../server/service-fixture.ts'
import { startDovecot, type DovecotServer } from './dovecot-server.ts'
import { needs } from './needs.ts'

describe.skipIf(!needs('dovecot'))('a mailbox of Dovecot', () => {
  let dovecot: DovecotServer
  let bench: Bench
  let address: string
  const watches: MailboxWatch[] = []

  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot.close())
  beforeEach(async () => {
    bench = await makeBench()
    const token = createTokens(bench.keys, { form: 'address' }).create('unsubscribe', { id: bench.member.id })
    address = `leave+${token}@example.org`
    dovecot.empty()
  })
  afterEach(async () => {
    for (const watch of watches.splice(0)) await watch.close()
    await bench[Symbol.asyncDispose]()
  })

  function start({
    user = dovecot.user,
    password = dovecot.password,
    folder = 'INBOX',
    security = 'none' as 'none' | 'starttls',
  } = {}): MailboxWatch {
    const { port } = dovecot
    const mailbox = { kind: 'imap', host: '127.0.0.1', port, security, user, folder } as const
    const report = ({ message }: { message: string }): void => {
      throw new Error(message)
    }
    const source = openMailbox({ mailbox, root: bench.folder, password, report })!
    const watch = watchMailbox({
      source,
      database: bench.database,
      keys: bench.keys,
      address: 'leave@example.org',
      clock: () => startOfTime,
      log: (line) => void bench.log.push(line),
      everyMs: 50,
    })
    watches.push(watch)
    return watch
  }

  const held = async (): Promise<unknown[]> =>
    (await suppressionsOf(bench.database, bench.member.addressKey)).filter(
      ({ liftedAt }) => liftedAt === undefined,
    )
  const seen = (name: string): boolean =>
    readdirSync(path.join(dovecot.maildir, 'cur')).some(
      (file) => file.startsWith(name) && /:2,.*S/.test(file),
    )
  let letters = 0
  const deliver = (to: string, fields: Record<string, string> = {}): string => {
    letters += 1
    const name = `${startOfTime + letters}.${letters}.host`
    dovecot.deliver(
      name,
      leavingLetter(to, { 'Message-ID': `<${letters}.${Math.random()}@example.org>`, ...fields }),
    )
    return name
  }

  it('is read, and handled letters are marked as seen and others are not', async () => {
    const watch = start()
    const left = deliver(address)
    const other = deliver('leave@example.org')
    const automatic = deliver(address, { 'Auto-Submitted': 'auto-replied' })
    const bounce = deliver(address, { 'Return-Path': '<>' })
    await expect
      .poll(() => watch.counts())
      .toEqual({
        left: 1,
        other: 1,
        automatic: 2,
      })
    expect(await held()).toMatchObject([{ reason: 'left-by-mail', scope: 'newsletter' }])
    await expect.poll(() => seen(left)).toBe(true)
    expect([other, automatic, bounce].map(seen)).toEqual([false, false, false])
  })

  it('is read again over the same line, and each letter acts once, also after a restart', async () => {
    const watch = start()
    deliver(address)
    await expect.poll(() => held()).toHaveLength(1)
    await liftSuppressions(bench.database, {
      addressKey: bench.member.addressKey,
      by: 'member',
      at: startOfTime,
    })
    await watch.close()
    const second = start()
    await expect.poll(() => second.counts().left).toBe(1)
    expect(await held()).toEqual([])
    const logins = dovecot.log().split('Login: user').length
    deliver(address)
    await expect.poll(() => held()).toHaveLength(1)
    expect(dovecot.log().split('Login: user').length).toBe(logins)
  })

  it('is read on when the server was away, which is said once', async () => {
    deliver('leave@example.org')
    const watch = start()
    await expect.poll(() => watch.counts().other).toBe(1)
    await dovecot.stop()
    await expect.poll(() => bench.log.join('\n')).toContain('cannot be read')
    await wait(500)
    await dovecot.start()
    await expect.poll(() => bench.log.join('\n')).toContain('can be read again')
    deliver(address)
    await expect.poll(() => held()).toHaveLength(1)
    // A server that goes and comes fails in more than one way; none is said at each of the looks.
    const said = bench.log.filter((line) => line.includes('cannot be read'))
    expect(said.filter((line, index) => line === said[index - 1])).toEqual([])
    expect(said.filter((line) => line.includes('ECONNREFUSED')).length).toBeLessThanOrEqual(1)
  })

  it('is read past letters that the server cannot open, which are named and tried again', async () => {
    const names = Array.from({ length: 16 }, () => deliver(address))
    const closed = [names[1]!, names[9]!].map((name) => path.join(dovecot.maildir, 'new', name))
    for (const file of closed) chmodSync(file, 0)
    if (userInfo().uid === 0) for (const file of closed) chownSync(file, 0, 0)
    const watch = start()
    await expect.poll(() => watch.counts().left).toBe(14)
    await expect
      .poll(() => bench.log.join('\n'))
      .toMatch(/2 letters .* cannot be opened.*UID \d+: .*its log says why/)
    expect(bench.log.join('\n')).not.toContain('cannot be read')
    await expect.poll(() => names.filter(seen)).toHaveLength(14)
    const late = deliver(address)
    await expect.poll(() => seen(late)).toBe(true)
    for (const name of closed.map((file) => path.basename(file))) {
      const folder = ['new', 'cur'].find((one) =>
        readdirSync(path.join(dovecot.maildir, one)).some((file) => file.startsWith(name)),
      )!
      const file = readdirSync(path.join(dovecot.maildir, folder)).find((one) => one.startsWith(name))!
      chmodSync(path.join(dovecot.maildir, folder, file), 0o644)
    }
    await expect.poll(() => watch.counts().left).toBe(17)
    await expect.poll(() => bench.log).toContain('no letter of the mailbox makes trouble any more')
  })

  it('says that the password is wrong, and never the password', async () => {
    start({ password: 'not the secret' })
    await expect.poll(() => bench.log.join('\n')).toMatch(/cannot be read.*auth/i)
    expect(bench.log.join('\n')).not.toContain('not the secret')
  })

  it('sends no password over a line that cannot be encrypted, where encryption is asked for', async () => {
    // What the server still has to say of those before has another name in it.
    const user = 'who-asks-for-encryption'
    start({ user, security: 'starttls' })
    await expect.poll(() => bench.log.join('\n')).toContain('cannot be read')
    await expect.poll(() => dovecot.log()).toMatch(/no auth attempts/)
    expect(dovecot.log()).not.toContain(user)
  })

  it('says that there is no such folder', async () => {
    start({ folder: 'Nowhere' })
    await expect.poll(() => bench.log.join('\n')).toContain('cannot be read')
  })

  it('can be another folder', async () => {
    dovecot.addFolder('Leave')
    dovecot.deliver('1.1.host', leavingLetter(address), 'Leave')
    start({ folder: 'Leave' })
    await expect.poll(() => held()).toHaveLength(1)
  })
})
