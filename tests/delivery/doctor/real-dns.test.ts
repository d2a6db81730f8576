import { expect, it } from 'vitest'
import { checkDkimRecords } from '../../../src/delivery/doctor/check-dkim.ts'
import { checkDmarc } from '../../../src/delivery/doctor/check-dmarc.ts'
import { checkMx, checkReverse } from '../../../src/delivery/doctor/check-mail-hosts.ts'
import { checkSpf } from '../../../src/delivery/doctor/check-spf.ts'
import { hasDns } from '../../../src/delivery/doctor/dns.ts'
import { startDns, type Name } from './dns-server.ts'
import { healthy, rsaRecord, states } from './fake-world.ts'

const reports = 'rua=mailto:reports@guild.uk'
const inPieces = rsaRecord.match(/.{1,120}/g)!
const selector = 'r._domainkey.guild.uk'

const good: Record<string, Name> = {
  uk: { NS: ['a.nic.uk'] },
  'guild.uk': {
    TXT: [['some=other'], ['v=spf1 include:_spf', '.host.net mx -all']],
    MX: [[10, 'mx.guild.uk']],
  },
  '_spf.host.net': { TXT: [['v=spf1 ip4:192.0.2.0/24 -all']] },
  [selector]: { CNAME: 'keys.host.net' },
  'keys.host.net': { TXT: [inPieces] },
  '_dmarc.guild.uk': { TXT: [['v=DMARC1; p=reject; ', reports]] },
  'mx.guild.uk': { A: ['192.0.2.7'] },
  'mail.guild.uk': { A: ['192.0.2.8'] },
  '8.2.0.192.in-addr.arpa': { PTR: ['MAIL.guild.uk'] },
}

async function found(records: Record<string, Name>): Promise<string[]> {
  await using dns = await startDns({ ...good, ...records })
  const context = healthy({ resolver: dns.resolver })
  const [spf, dkim, dmarc, mx, ptr] = await Promise.all([
    checkSpf(context),
    checkDkimRecords(context),
    checkDmarc(context),
    checkMx(context),
    checkReverse(context),
  ])
  expect(await hasDns(dns.resolver, 'guild.uk')).toBe(true)
  return states([spf, ...dkim, ...dmarc, mx, ptr]).map((line) => line.replace(' record r', ''))
}

const allOk = ['ok SPF', 'ok DKIM', 'ok DMARC', 'ok DMARC alignment', 'ok MX', 'ok PTR']

it.each<[string, Record<string, Name>, Partial<Record<number, string>>]>([
  ['in pieces and by another name are read', {}, {}],
  [
    'that are too long for UDP are asked for by TCP',
    {
      'keys.host.net': { ...good['keys.host.net'], fails: 'truncated' },
      [selector]: { TXT: [inPieces], fails: 'truncated' },
    },
    {},
  ],
  [
    'of which the server knows nothing are missing',
    { [selector]: { CNAME: 'gone.host.net' }, 'mx.guild.uk': {} },
    { 1: 'error DKIM', 4: 'error MX' },
  ],
  [
    'that the server cannot tell are skipped',
    { 'guild.uk': { fails: 'servfail' }, [selector]: { fails: 'servfail' } },
    { 0: 'skipped SPF', 1: 'skipped DKIM', 4: 'skipped MX' },
  ],
  [
    'for which the server says nothing are skipped',
    { [selector]: { fails: 'silent' }, '8.2.0.192.in-addr.arpa': { fails: 'silent' } },
    { 1: 'skipped DKIM', 5: 'skipped PTR' },
  ],
  [
    'that say that no mail is taken are understood',
    { 'guild.uk': { TXT: [['v=spf1 a -all']], MX: [[0, '']] } },
    { 4: 'error MX' },
  ],
  [
    'of SPF that stand twice are an error',
    { 'guild.uk': { ...good['guild.uk'], TXT: [['v=spf1 a -all'], ['V=SPF1 mx ~all']] } },
    { 0: 'error SPF' },
  ],
])('records %s', async (_name, records, others) => {
  expect(await found(records)).toEqual(allOk.map((line, index) => others[index] ?? line))
})
