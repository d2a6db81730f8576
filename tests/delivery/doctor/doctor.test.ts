import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseProblem, openDatabase, type Database } from '../../../src/database/index.ts'
import { checkDkimKeys } from '../../../src/delivery/doctor/check-dkim.ts'
import { checkClock, checkDatabase, checkDisk } from '../../../src/delivery/doctor/check-machine.ts'
import { checkReaders } from '../../../src/delivery/doctor/check-readers.ts'
import { checkReturned } from '../../../src/delivery/doctor/check-returned.ts'
import {
  checkKeys,
  checkLeavingMailbox,
  checkSender,
  checkServiceUrl,
  checkSmtpSettings,
} from '../../../src/delivery/doctor/check-settings.ts'
import { checkLogin } from '../../../src/delivery/doctor/check-smtp.ts'
import type { CheckResult } from '../../../src/delivery/doctor/check-result.ts'
import type { DoctorContext } from '../../../src/delivery/doctor/doctor-context.ts'
import { runDoctor } from '../../../src/delivery/doctor/run-doctor.ts'
import { ConnectionFailed } from '../../../src/delivery/transport.ts'
import { goodEnv, goodSettings, healthy, noon, resolverOf, states } from './fake-world.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'tidings-doctor-'))))
afterEach(() => rmSync(folder, { recursive: true }))

async function all(context: DoctorContext): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for await (const result of runDoctor(context)) results.push(result)
  return results
}

const withDatabase = (context: DoctorContext): DoctorContext => ({
  ...context,
  databaseFile: path.join(folder, 'a.db'),
  openDatabase: () => openDatabase(path.join(folder, 'a.db')),
})

describe('the doctor', () => {
  it('finds nothing where there is nothing to find, and looks at everything', async () => {
    expect(states(await all(withDatabase(healthy())))).toEqual([
      'ok sender',
      'ok unsubscribe address',
      'ok unsubscribe by mail',
      'ok TIDINGS_KEYS',
      'ok DKIM keys',
      'ok mail server',
      'ok log-in',
      'ok SPF',
      'ok DKIM record r',
      'ok DMARC',
      'ok DMARC alignment',
      'ok MX',
      'ok PTR',
      'ok clock',
      'ok disk',
      'ok database',
      'ok sends',
      'ok readers',
    ])
  })

  it('asks nobody outside with --offline, and says what it left out', async () => {
    const forbidden = (): never => {
      throw new Error('asked')
    }
    const resolver = Object.fromEntries(
      Object.keys(resolverOf({})).map((name) => [name, forbidden]),
    ) as unknown as DoctorContext['resolver']
    const results = await all(
      withDatabase(
        healthy({
          online: false,
          resolver,
          fetch: forbidden,
          transport: { promise: 'one-letter', open: forbidden },
        }),
      ),
    )
    expect(states(results).filter((line) => line.startsWith('skipped'))).toEqual([
      'skipped log-in',
      'skipped SPF',
      'skipped DKIM records',
      'skipped DMARC',
      'skipped MX',
      'skipped PTR',
      'skipped clock',
    ])
  })

  it('blames nobody’s records where there is no DNS', async () => {
    const results = await all(withDatabase(healthy({ resolver: resolverOf({}) })))
    expect(states(results).filter((line) => line.startsWith('skipped'))).toEqual([
      'skipped SPF',
      'skipped DKIM records',
      'skipped DMARC',
      'skipped MX',
      'skipped PTR',
    ])
  })

  it('says what to do wherever something is wrong', async () => {
    const results = await all(
      healthy({
        settings: goodSettings({
          sender: { name: '', address: 'news@example.org' },
          serviceUrl: 'http://x.guild.uk',
        }),
        env: {},
        freeBytes: async () => 5,
        openDatabase: () => Promise.reject(new DatabaseProblem('damaged', 'it is cut short')),
      }),
    )
    const wrong = results.filter(({ state }) => state === 'error' || state === 'warning')
    expect(wrong.length).toBeGreaterThan(6)
    for (const { todo } of wrong) expect(todo).toMatch(/\S/)
  })

  it('never says a secret', async () => {
    const results = await all(withDatabase(healthy()))
    const text = JSON.stringify(results)
    const secrets = [
      goodEnv.TIDINGS_KEYS.slice(2),
      goodEnv.TIDINGS_SMTP_PASSWORD,
      ...goodEnv.TIDINGS_DKIM_RSA.split('\n').filter((line) => line.length === 64),
    ]
    expect(secrets.length).toBeGreaterThan(10)
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  })
})

describe('the settings', () => {
  const context = (settings = goodSettings(), env: DoctorContext['env'] = goodEnv) => ({ settings, env })

  it.each(['a@example.org', 'a@news.example.com', 'a@guild.test', 'a@localhost.invalid'])(
    'with the sender %s are an example',
    (address) => {
      expect(checkSender(context(goodSettings({ sender: { name: '', address } }))).state).toBe('error')
    },
  )

  it.each([
    ['https://members.guild.uk', 'ok'],
    ['http://members.guild.uk', 'warning'],
    ['https://members.example.org', 'error'],
  ])('lead to %s: %s', (serviceUrl, state) => {
    expect(checkServiceUrl(context(goodSettings({ serviceUrl }))).state).toBe(state)
  })

  it('name a mailbox that is read, or none', () => {
    const { leavingMailbox: _, ...without } = goodSettings()
    const imap = { kind: 'imap', host: 'h', port: 993, security: 'tls', user: 'u', folder: 'INBOX' } as const
    const { unsubscribeAddress: __, ...delivery } = goodSettings().delivery
    expect(checkLeavingMailbox(context()).state).toBe('ok')
    expect(checkLeavingMailbox(context(without)).state).toBe('error')
    expect(checkLeavingMailbox(context({ ...without, delivery })).state).toBe('warning')
    expect(checkLeavingMailbox(context({ ...goodSettings(), delivery })).state).toBe('warning')
    expect(checkLeavingMailbox(context(goodSettings({ leavingMailbox: imap }))).state).toBe('error')
    expect(
      checkLeavingMailbox(context(goodSettings({ leavingMailbox: imap }), { TIDINGS_IMAP_PASSWORD: 'x' }))
        .state,
    ).toBe('ok')
  })

  it.each<[string, Parameters<typeof goodSettings>[1], DoctorContext['env'], string]>([
    ['a password is missing', {}, {}, 'error'],
    ['a transport of the workspace', { transport: 'ses.js' }, {}, 'warning'],
    [
      'letters travel open',
      { smtp: { ...goodSettings().delivery.smtp, security: 'none' } },
      goodEnv,
      'error',
    ],
    [
      'the server is on this machine',
      { smtp: { ...goodSettings().delivery.smtp, security: 'none', host: '127.0.0.1' } },
      goodEnv,
      'ok',
    ],
  ])('reach the mail server: %s', (_name, delivery, env, state) => {
    expect(checkSmtpSettings(context(goodSettings({}, delivery), env)).state).toBe(state)
  })

  it('need keys, and addresses with room for a mark', () => {
    expect(states(checkKeys(context()))).toEqual(['ok TIDINGS_KEYS'])
    expect(states(checkKeys(context(goodSettings(), {})))).toEqual(['error TIDINGS_KEYS'])
    expect(states(checkKeys(context(goodSettings(), { TIDINGS_KEYS: 'a:short' })))).toEqual([
      'error TIDINGS_KEYS',
    ])
    const long = goodSettings({}, { bounceAddress: `${'b'.repeat(40)}@guild.uk` })
    expect(states(checkKeys(context(long)))).toEqual(['ok TIDINGS_KEYS', 'error addresses of letters'])
  })

  it('name keys that sign, or the server must', () => {
    const check = (settings: DoctorContext['settings'], env: DoctorContext['env'] = goodEnv) =>
      states(checkDkimKeys(healthy({ settings, env })))
    const { dkim: _, ...unsigned } = goodSettings().delivery
    expect(check(goodSettings())).toEqual(['ok DKIM keys'])
    expect(check({ ...goodSettings(), delivery: unsigned })).toEqual(['warning DKIM keys'])
    expect(check(goodSettings(), { TIDINGS_DKIM_RSA: 'nothing' })).toEqual(['error DKIM keys'])
    expect(check(goodSettings({}, { dkim: { rsaSelector: 'r', ed25519Selector: 'e' } }))).toEqual([
      'error DKIM keys',
    ])
  })
})

describe('the log-in', () => {
  const failing = (error: Error) => {
    const open = async (): Promise<never> => {
      throw error
    }
    return checkLogin(healthy({ transport: { promise: 'one-letter', open } }))
  }

  it('is tried, and the line closed', async () => {
    let closed = 0
    const line = {
      deliver: () => Promise.reject(new Error()),
      isOpen: () => true,
      close: async () => void (closed += 1),
    }
    expect(
      (await checkLogin(healthy({ transport: { promise: 'one-letter', open: async () => line } }))).state,
    ).toBe('ok')
    expect(closed).toBe(1)
  })

  it.each([
    'refused',
    'unreachable',
    'timeout',
    'greeting',
    'dropped',
    'protocol',
    'tls',
    'certificate',
    'login',
    'no-login',
    'settings',
  ] as const)('fails with what to do: %s', async (kind) => {
    const result = await failing(new ConnectionFailed(kind, 'the server said no', false))
    expect(result).toMatchObject({ state: 'error', todo: expect.stringMatching(/\w/) as unknown })
    expect(result.found).toContain('the server said no')
  })

  it.each([
    ['certificate', 'self-signed certificate', /NODE_EXTRA_CA_CERTS/],
    ['certificate', 'unable to verify the first certificate', /intermediate/],
    ['certificate', 'certificate has expired', /renew/],
    ['certificate', 'certificate is not yet valid', /clock/],
    ['certificate', 'Hostname/IP does not match certificate’s altnames: Host: a.', /another name/],
    ['certificate', 'certificate revoked', /operator/],
    ['no-login', 'The server offers no log-in', /security.*encrypted|encrypted.*security/],
  ] as const)('fails with what fits: %s, %s', async (kind, words, todo) => {
    expect((await failing(new ConnectionFailed(kind, words, false))).todo).toMatch(todo)
  })

  it('blames no password where the server cannot check it now', async () => {
    const busy = new ConnectionFailed('login', '454 4.7.0 Temporary authentication failure', true, 454)
    expect((await failing(busy)).todo).toMatch(/later/)
    const wrong = new ConnectionFailed('login', '535 5.7.8 no', false, 535)
    expect((await failing(wrong)).todo).toContain('TIDINGS_SMTP_PASSWORD')
  })

  it('does not hide a fault of ours', async () => {
    await expect(failing(new TypeError('a fault'))).rejects.toThrow('a fault')
  })
})

describe('the machine', () => {
  it.each([
    [0, 'ok'],
    [9_000, 'ok'],
    [-30_000, 'warning'],
    [30_000, 'warning'],
    [600_000, 'error'],
    [-86_400_000, 'error'],
  ])('has a clock that is %d ms off: %s', async (off, state) => {
    expect((await checkClock(healthy({ now: () => noon + off }))).state).toBe(state)
  })

  it('has a clock that cannot be compared where the web does not answer', async () => {
    expect((await checkClock(healthy({ fetch: () => Promise.reject(new Error('no')) }))).state).toBe(
      'skipped',
    )
    expect((await checkClock(healthy({ fetch: (async () => new Response()) as typeof fetch }))).state).toBe(
      'skipped',
    )
  })

  it.each([
    [50_000_000, 'error'],
    [500_000_000, 'warning'],
    [5_000_000_000, 'ok'],
  ])('has %d bytes free: %s', async (free, state) => {
    expect((await checkDisk(healthy({ freeBytes: async () => free }))).state).toBe(state)
  })

  it('may not tell how much is free', async () => {
    expect((await checkDisk(healthy({ freeBytes: () => Promise.reject(new Error()) }))).state).toBe('skipped')
  })
})

describe('the database', () => {
  const file = (): string => path.join(folder, 'a.db')
  const check = () =>
    checkDatabase(
      healthy({ databaseFile: file(), openDatabase: () => openDatabase(file(), { create: false }) }),
    )

  it('may be missing', async () => {
    const [result] = await check()
    expect(result).toMatchObject({ state: 'error', check: 'database' })
    expect(result?.todo).toContain('A first import makes it.')
  })

  it.each([
    ['disk', /make room/],
    ['read-only', /written/],
    ['other', /path/],
  ] as const)('may fail, and nobody with a roster is told to import (%s)', async (kind, todo) => {
    await (await openDatabase(file())).close()
    const openDatabaseFails = () => Promise.reject(new DatabaseProblem(kind, 'words'))
    const [result] = await checkDatabase(healthy({ databaseFile: file(), openDatabase: openDatabaseFails }))
    expect(result?.todo).toMatch(todo)
    expect(result?.todo).not.toMatch(/import/)
  })

  it('may be something else', async () => {
    writeFileSync(file(), 'not a database at all, but a text that is long enough'.repeat(50))
    const [result] = await check()
    expect(result).toMatchObject({ state: 'error', check: 'database' })
    expect(result?.todo).toContain('backup')
  })

  it('may be made by a newer version, or held by another program', async () => {
    const failingWith = (kind: 'newer' | 'locked') =>
      checkDatabase(healthy({ openDatabase: () => Promise.reject(new DatabaseProblem(kind, 'words')) }))
    expect(states(await failingWith('newer'))).toEqual(['error database'])
    expect(states(await failingWith('locked'))).toEqual(['skipped database'])
  })

  it('tells of sends that wait for somebody', async () => {
    const database = await openDatabase(file())
    const add = (issue: string, state: string, reconcile = 0) =>
      database.run(
        `INSERT INTO sends (issue, state, plan_hash, content_hash, recipients_hash, manifest, planned_at, planned_by, pause_reason, must_reconcile)
         VALUES (?, ?, 'p', 'c', 'r', '{}', 0, 'officer', 'the server is away', ?)`,
        issue,
        state,
        reconcile,
      )
    await add('2026-01', 'complete')
    expect(states(await check())).toEqual(['ok database', 'ok sends'])
    await add('2026-02', 'paused')
    await add('2026-03', 'sending')
    await add('2026-04', 'paused', 1)
    const found = (await check()).slice(1)
    await database.close()
    expect(states(found)).toEqual(Array(3).fill('warning sends'))
    expect(found.map((line) => /2026-0\d/.exec(line.found)?.[0]).sort()).toEqual([
      '2026-02',
      '2026-03',
      '2026-04',
    ])
    expect(found.map((line) => line.found).join()).toContain('the server is away')
    expect(found.map((line) => line.todo)).toEqual(
      expect.arrayContaining(
        ['02', '03'].map((month) => `Go on with it: tidings send resume 2026-${month}.`),
      ),
    )
  })
})

describe('members who left', () => {
  let database: Database
  beforeEach(async () => {
    database = await openDatabase(path.join(folder, 'a.db'))
    await database.run(
      `INSERT INTO sends (id, issue, state, plan_hash, content_hash, recipients_hash, manifest, planned_at, planned_by)
       VALUES (1, '2026-01', 'complete', 'p', 'c', 'r', '{}', 0, 'officer')`,
    )
  })
  afterEach(() => database.close())

  /** A member who got a letter at `old…` and has `new…` now. */
  const addMoved = async (id: number, number: string | null, status = 'active'): Promise<void> => {
    await database.run(
      `INSERT INTO members (id, number, address, address_key, domain, status, created_at, changed_at)
       VALUES (?, ?, ?, ?, 'example.org', ?, 0, 0)`,
      id,
      number,
      `new${id}@example.org`,
      `new${id}@example.org`,
      status,
    )
    await database.run(
      `INSERT INTO deliveries (send_id, member_id, address, address_key, domain, variant, state)
       VALUES (1, ?, ?, ?, 'example.org', 'all', 'accepted')`,
      id,
      `old${id}@example.org`,
      `old${id}@example.org`,
    )
  }
  const suppressKey = (key: string, reason: string, liftedAt: number | null = null) =>
    database.run(
      `INSERT INTO suppressions (address_key, scope, reason, since, lifted_at) VALUES (?, 'newsletter', ?, 0, ?)`,
      key,
      reason,
      liftedAt,
    )

  it('and get letters at another address are named, with what to do', async () => {
    for (const [index, reason] of ['left', 'left-by-mail', 'complained', 'officer'].entries()) {
      await addMoved(index + 1, index === 0 ? null : `10${index}`)
      await suppressKey(`old${index + 1}@example.org`, reason)
    }
    const [line, ...more] = await checkReturned(database)
    expect([line?.state, more]).toEqual(['warning', []])
    expect(line?.found).toMatch(/^id:1, 101, 102, 103: /)
    expect(line?.todo).toContain('tidings members suppress id:1')
    expect(line?.found).not.toContain('@')
  })

  it('are named to ten', async () => {
    for (let id = 1; id <= 12; id++) {
      await addMoved(id, String(id))
      await suppressKey(`old${id}@example.org`, 'left')
    }
    expect((await checkReturned(database))[0]?.found).toMatch(/^1, 2, .+, 10 and 2 more: /)
  })

  it('are none where only the mailbox failed, they lapsed, or somebody decided', async () => {
    for (const id of [1, 2, 3, 4, 5]) await addMoved(id, String(id), id === 2 ? 'lapsed' : 'active')
    await suppressKey('old1@example.org', 'bounced')
    await suppressKey('old2@example.org', 'left')
    await suppressKey('old3@example.org', 'left', 5)
    await suppressKey('old4@example.org', 'left')
    await suppressKey('new4@example.org', 'left')
    await suppressKey('old5@example.org', 'left')
    await suppressKey('new5@example.org', 'left', 5)
    expect(await checkReturned(database)).toEqual([])
  })
})

describe.skipIf(process.platform === 'win32')('who may read the database', () => {
  const file = (): string => path.join(folder, "it's", 'a.db')
  const check = (): CheckResult[] => checkReaders(healthy({ databaseFile: file() }))

  /** A database of a former version, with copies, and something else beside it. */
  const layOpen = async (): Promise<void> => {
    chmodSync(folder, 0o755)
    mkdirSync(path.dirname(file()), { mode: 0o755 })
    await (await openDatabase(file())).close()
    copyFileSync(file(), `${file()}.before-restore-20260303T120000`)
    copyFileSync(file(), path.join(path.dirname(file()), 'march.db'))
    copyFileSync(file(), path.join(path.dirname(file()), 'kept.db'))
    writeFileSync(path.join(path.dirname(file()), 'notes.txt'), 'notes', { mode: 0o644 })
    for (const name of ['a.db', 'a.db.before-restore-20260303T120000', 'march.db'])
      chmodSync(path.join(path.dirname(file()), name), 0o644)
  }

  it('is told where everybody may, with a command that mends it', async () => {
    await layOpen()
    const [line, ...more] = check()
    expect([line?.state, more]).toEqual(['warning', []])
    expect(line?.found).toBe(
      'everybody on this machine may read a.db, a.db.before-restore-20260303T120000, march.db',
    )
    execFileSync('sh', ['-c', line?.todo?.slice(line.todo.indexOf('chmod')) ?? ''])
    expect(statSync(file()).mode & 0o777).toBe(0o640)
    expect(states(check())).toEqual(['ok readers'])
  })

  it('is nobody else where they do not come as far as the folder', async () => {
    await layOpen()
    chmodSync(folder, 0o750)
    expect(states(check())).toEqual(['ok readers'])
  })

  it('is not asked where there is no database', () => {
    expect(check()).toEqual([])
  })
})
