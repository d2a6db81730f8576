import { describe, expect, it } from 'vitest'
import { checkDkimRecords } from '../../../src/delivery/doctor/check-dkim.ts'
import { checkDmarc } from '../../../src/delivery/doctor/check-dmarc.ts'
import { checkMx, checkReverse } from '../../../src/delivery/doctor/check-mail-hosts.ts'
import { checkSpf } from '../../../src/delivery/doctor/check-spf.ts'
import { recordFor, walkTree } from '../../../src/delivery/doctor/dmarc.ts'
import { goodSettings, healthy, resolverOf, rsaRecord, states, type Zone } from './fake-world.ts'

describe('SPF', () => {
  const spf = (text: readonly string[] | string, zone: Zone = {}) =>
    checkSpf(healthy({}, { 'TXT guild.uk': text, ...zone }))

  it.each<[string, readonly string[] | string, string]>([
    ['is fine', ['v=spf1 ip4:192.0.2.1 -all'], 'ok'],
    ['may redirect', ['v=spf1 redirect=_spf.host.net'], 'ok'],
    ['is missing', [], 'error'],
    ['is missing where other texts are', ['v=spf10 a', 'x'], 'error'],
    ['is there twice', ['v=spf1 a -all', 'v=spf1 mx -all'], 'error'],
    ['lets everybody send', ['v=spf1 +all'], 'error'],
    ['lets everybody send without a sign', ['v=spf1 a all'], 'error'],
    ['lets nobody send', ['v=spf1 -all'], 'error'],
    ['says nothing of others', ['v=spf1 mx ?all'], 'warning'],
    ['has no end', ['v=spf1 mx'], 'warning'],
    ['is not to be had', 'ESERVFAIL', 'skipped'],
    ['takes too long', 'ETIMEOUT', 'skipped'],
  ])('%s', async (_name, text, state) => {
    const result = await spf(text)
    expect(result.state).toBe(state)
    expect(result.todo !== undefined).toBe(state === 'error' || state === 'warning')
  })

  it('is broken beyond ten lookups, those of what it includes among them', async () => {
    const ten = Array.from({ length: 9 }, (_, index) => `a:h${index}.net`).join(' ')
    expect(
      (await spf([`v=spf1 ${ten} include:x.net -all`], { 'TXT x.net': ['v=spf1 ip4:192.0.2.1'] })).state,
    ).toBe('ok')
    expect(
      (await spf([`v=spf1 ${ten} include:x.net -all`], { 'TXT x.net': ['v=spf1 a mx -all'] })).state,
    ).toBe('error')
  })

  it.each<[string, string, Zone]>([
    ['goes round in a circle', 'v=spf1 include:x.net -all', { 'TXT x.net': ['v=spf1 include:x.net a'] }],
    [
      'includes the same twice, which counts twice',
      'v=spf1 include:x.net include:y.net -all',
      {
        'TXT x.net': ['v=spf1 include:z.net -all'],
        'TXT y.net': ['v=spf1 include:z.net -all'],
        'TXT z.net': ['v=spf1 a a:b.net mx mx:b.net -all'],
      },
    ],
    ['includes what is not there', 'v=spf1 a include:gone.net -all', {}],
    ['includes what is there twice', 'v=spf1 include:x.net -all', { 'TXT x.net': ['v=spf1 a', 'v=spf1 mx'] }],
    ['redirects to what is not there', 'v=spf1 redirect=gone.net', {}],
    ['includes who lets everybody send', 'v=spf1 include:x.net -all', { 'TXT x.net': ['v=spf1 +all'] }],
    ['has a term of no known name', 'v=spf1 ip:192.0.2.1 a -all', {}],
    ['has several addresses in one term', 'v=spf1 ip4:192.0.2.1,192.0.2.2 -all', {}],
    [
      'has such a term in what it includes',
      'v=spf1 include:x.net -all',
      { 'TXT x.net': ['v=spf1 ipv4:192.0.2.1'] },
    ],
  ])('is broken where it %s', async (_name, text, zone) => {
    const result = await spf([text], zone)
    expect(result).toMatchObject({ state: 'error', todo: expect.any(String) })
  })

  it.each<[string, string]>([
    ['V=SPF1 IP4:192.0.2.0/24  A:mail.guild.uk/28//64 MX -ALL', 'ok'],
    ['v=spf1 a exists:%{i}._spf.guild.uk include:%{d}.x.net exp=why.guild.uk ip6:2001:db8::/32 ~all', 'ok'],
    ['v=spf1 a -all redirect=gone.net include:gone.net', 'ok'],
    [`v=spf1 a -all ${'mx '.repeat(12)}`, 'ok'],
  ])('is fine as %s', async (text, state) => {
    expect((await spf([text])).state).toBe(state)
  })

  it('is not blamed where the DNS does not answer for what it includes', async () => {
    const result = await spf(['v=spf1 a include:x.net -all'], { 'TXT x.net': 'ESERVFAIL' })
    expect(result).toEqual({ check: 'SPF', state: 'skipped', found: expect.stringContaining('x.net') })
  })
})

describe('the DKIM record', () => {
  const at = 'TXT r._domainkey.guild.uk'
  it.each<[string, readonly string[] | string, string]>([
    ['has our key', [rsaRecord], 'ok'],
    [
      'has our key without v and k, in other spacing',
      [rsaRecord.replace('v=DKIM1; k=rsa; ', '').replace(/(.{60})/, '$1 ')],
      'ok',
    ],
    ['is missing', 'ENODATA', 'error'],
    ['has another key', [`v=DKIM1; p=${'A'.repeat(300)}`], 'error'],
    ['has a key of another kind', [rsaRecord.replace('k=rsa', 'k=ed25519')], 'error'],
    ['revokes the key', ['v=DKIM1; p='], 'error'],
    ['has no key', ['v=DKIM1'], 'error'],
    ['is there twice', [rsaRecord, rsaRecord], 'error'],
    ['cannot be read', ['v=DKIM1; p=a; p=b'], 'error'],
    ['allows only SHA-1', [`${rsaRecord}; h=sha1`], 'error'],
    ['allows SHA-256 too', [`${rsaRecord}; h=sha1 : sha256; s=email:other; x=y`], 'ok'],
    ['is for something else', [`${rsaRecord}; s=tlsrpt`], 'error'],
    ['is written in capitals', [rsaRecord.replace('p=', 'P=')], 'error'],
    ['names its kind in capitals', [rsaRecord.replace('k=rsa', 'k=RSA')], 'error'],
    ['does not begin with its version', [rsaRecord.replace(/^(v=DKIM1); (k=rsa)/, '$2; $1')], 'error'],
    ['is a test', [`${rsaRecord}; t=y:s`], 'warning'],
    ['is not to be had', 'ESERVFAIL', 'skipped'],
  ])('%s', async (_name, text, state) => {
    const [result] = await checkDkimRecords(healthy({}, { [at]: text }))
    expect(result?.state).toBe(state)
    if (state === 'error') expect(result?.todo).toContain(rsaRecord)
  })
})

it('the domain of a signature is looked for as the DNS has it', async () => {
  const dkim = { rsaSelector: 'r', domain: 'Gewerkschäft.example' }
  const settings = goodSettings({}, { dkim })
  const [result] = await checkDkimRecords(
    healthy({ settings }, { 'TXT r._domainkey.xn--gewerkschft-t8a.example': [rsaRecord] }),
  )
  expect(result?.found).toContain('xn--')
  expect(result?.state).toBe('ok')
})

describe('the tree walk of RFC 9989', () => {
  const walk = async (domain: string, zone: Zone) => walkTree(resolverOf(zone), domain)

  it('takes the shortest name with a record for the organization', async () => {
    const found = await walk('a.b.guild.uk', {
      'TXT _dmarc.guild.uk': ['v=DMARC1; p=reject'],
      'TXT _dmarc.b.guild.uk': ['v=DMARC1'],
    })
    expect(found.organizationalDomain).toBe('guild.uk')
    expect(recordFor('a.b.guild.uk', found)?.domain).toBe('guild.uk')
  })

  it('stops at psd=n, which is the organization', async () => {
    const found = await walk('a.b.guild.uk', {
      'TXT _dmarc.b.guild.uk': ['v=DMARC1; psd=n'],
      'TXT _dmarc.guild.uk': ['v=DMARC1'],
    })
    expect(found.organizationalDomain).toBe('b.guild.uk')
  })

  it('takes the name below psd=y, whose record holds where there is no other', async () => {
    const found = await walk('a.guild.police.uk', { 'TXT _dmarc.police.uk': ['v=DMARC1; psd=y; p=reject'] })
    expect(found.organizationalDomain).toBe('guild.police.uk')
    expect(recordFor('a.guild.police.uk', found)?.domain).toBe('police.uk')
  })

  it('takes the domain itself where there is no record', async () => {
    expect(await walk('guild.uk', {})).toEqual({ found: [], organizationalDomain: 'guild.uk' })
  })

  it('makes at most eight queries, the second from seven labels on', async () => {
    const asked: string[] = []
    const resolver = resolverOf({})
    const listening = {
      ...resolver,
      resolveTxt: (name: string) => (asked.push(name), resolver.resolveTxt(name)),
    }
    await walkTree(listening, 'a.b.c.d.e.f.g.h.i.uk')
    expect(asked).toHaveLength(8)
    expect(asked.slice(0, 3)).toEqual([
      '_dmarc.a.b.c.d.e.f.g.h.i.uk',
      '_dmarc.d.e.f.g.h.i.uk',
      '_dmarc.e.f.g.h.i.uk',
    ])
    expect(asked.at(-1)).toBe('_dmarc.uk')
  })

  it('counts several records, other versions and double tags as none', async () => {
    const zone: Zone = {
      'TXT _dmarc.a.guild.uk': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
      'TXT _dmarc.guild.uk': ['v=DMARC2; p=none', 'v=dmarc1; p=none'],
      'TXT _dmarc.uk': ['v=DMARC1; p=none; p=reject'],
    }
    expect((await walk('a.guild.uk', zone)).found).toEqual([])
  })
})

describe('DMARC', () => {
  const dmarc = (text: readonly string[] | string, context = healthy()) =>
    checkDmarc({ ...context, resolver: healthy({}, { 'TXT _dmarc.guild.uk': text }).resolver })

  it.each<[string, readonly string[] | string, string[]]>([
    ['is fine', ['v=DMARC1; p=reject; rua=mailto:r@guild.uk'], ['ok DMARC', 'ok DMARC alignment']],
    ['is missing', [], ['error DMARC']],
    [
      'is written with spaces and capitals',
      ['V = DMARC1 ; P=Reject;sp=None; RUA=mailto:r@guild.uk ; '],
      ['ok DMARC', 'ok DMARC alignment'],
    ],
    [
      'has no policy and asks for reports: that is none',
      ['v=DMARC1; rua=mailto:r@guild.uk'],
      ['ok DMARC', 'ok DMARC alignment'],
    ],
    ['has no policy', ['v=DMARC1'], ['error DMARC', 'ok DMARC alignment']],
    ['is a test', ['v=DMARC1; p=reject; t=y'], ['warning DMARC', 'ok DMARC alignment']],
    [
      'has tags of the past',
      ['v=DMARC1; p=none; pct=50; rua=mailto:r@guild.uk'],
      ['warning DMARC', 'ok DMARC alignment'],
    ],
    ['asks for no reports', ['v=DMARC1; p=none'], ['warning DMARC', 'ok DMARC alignment']],
    ['is not to be had', 'ESERVFAIL', ['skipped DMARC']],
  ])('%s', async (_name, text, expected) => {
    expect(states(await dmarc(text))).toEqual(expected)
  })

  it('is not called missing where there are two, or where it cannot be read', async () => {
    const [several] = await dmarc(['v=DMARC1; p=none', 'v=DMARC1; p=reject'])
    expect(several).toMatchObject({ state: 'error', found: '_dmarc.guild.uk has 2 DMARC records' })
    const [unread] = await dmarc(['v=dmarc1; p=none'])
    expect(unread).toMatchObject({ state: 'error', found: expect.stringContaining('cannot be read') })
  })

  it('uses sp where the record is that of the domain above', async () => {
    const context = healthy({ settings: goodSettings({ sender: { name: '', address: 'a@news.guild.uk' } }) })
    const [policy] = await dmarc(['v=DMARC1; p=reject; sp=none; np=reject; rua=mailto:r@guild.uk'], context)
    expect(policy?.found).toContain('policy for news.guild.uk is none')
  })

  const alignment = async (text: string, delivery: Parameters<typeof goodSettings>[1]) => {
    const context = healthy({ settings: goodSettings({}, delivery) })
    return (await dmarc([text], context)).find(({ check }) => check === 'DMARC alignment')
  }
  const record = 'v=DMARC1; p=none; rua=mailto:r@guild.uk'

  it('is aligned by a domain of the same organization, unless it must be the same', async () => {
    const below = { dkim: { rsaSelector: 'r', domain: 'mail.guild.uk' }, bounceAddress: 'b@bounce.guild.uk' }
    expect((await alignment(record, below))?.found).toContain('both are aligned')
    expect((await alignment(`${record}; aspf=s`, below))?.found).toContain('the envelope is not')
    expect((await alignment(`${record}; adkim=s`, below))?.state).toBe('warning')
    expect((await alignment(`${record}; adkim=s; aspf=S`, below))?.state).toBe('error')
  })

  it('is not aligned by somebody else’s domain', async () => {
    expect(
      (
        await alignment(record, {
          dkim: { rsaSelector: 'r', domain: 'host.net' },
          bounceAddress: 'b@host.net',
        })
      )?.state,
    ).toBe('error')
    expect((await alignment(record, { dkim: { rsaSelector: 'r', domain: 'host.net' } }))?.state).toBe(
      'warning',
    )
  })
})

describe('MX of the bounces', () => {
  it.each<[string, Zone, string]>([
    ['is fine', {}, 'ok'],
    [
      'is missing, and mail goes to the address',
      { 'MX guild.uk': 'ENODATA', 'A guild.uk': ['192.0.2.1'] },
      'warning',
    ],
    ['is missing altogether', { 'MX guild.uk': 'ENODATA' }, 'error'],
    ['takes no mail (RFC 7505)', { 'MX guild.uk': ['0 '] }, 'error'],
    ['has no address', { 'A mx.guild.uk': 'ENOTFOUND' }, 'error'],
    ['has an address for some', { 'MX guild.uk': ['5 gone.guild.uk', '10 mx.guild.uk'] }, 'warning'],
    ['is not to be had', { 'MX guild.uk': 'ETIMEOUT' }, 'skipped'],
  ])('%s', async (_name, zone, state) => {
    expect((await checkMx(healthy({}, zone))).state).toBe(state)
  })
})

describe('PTR of the mail server', () => {
  it.each<[string, Zone, string]>([
    ['leads back', {}, 'ok'],
    [
      'leads back by IPv6',
      {
        'A mail.guild.uk': [],
        'AAAA mail.guild.uk': ['2001:db8::25'],
        [`PTR 5.2.${'0.'.repeat(22)}8.b.d.0.1.0.0.2.ip6.arpa`]: ['mail.guild.uk'],
      },
      'ok',
    ],
    ['is missing', { 'PTR 8.2.0.192.in-addr.arpa': 'ENOTFOUND' }, 'warning'],
    ['leads elsewhere', { 'PTR 8.2.0.192.in-addr.arpa': ['mx.guild.uk'] }, 'warning'],
    ['is nobody’s business for a server on the network', { 'A mail.guild.uk': ['10.0.0.8'] }, 'skipped'],
    ['is not looked for where the server has no address', { 'A mail.guild.uk': [] }, 'skipped'],
    ['is not to be had', { 'PTR 8.2.0.192.in-addr.arpa': 'ESERVFAIL' }, 'skipped'],
  ])('%s', async (_name, zone, state) => {
    expect((await checkReverse(healthy({}, zone))).state).toBe(state)
  })
})
