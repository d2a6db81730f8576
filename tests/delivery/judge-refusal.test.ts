import { describe, expect, it } from 'vitest'
import { isUnknownAddress } from '../../src/delivery/judge-refusal.ts'
import { createRetry } from '../../src/delivery/retry.ts'
import type { Rejection } from '../../src/delivery/index.ts'

const refusal = (code: number, reply: string, enhanced?: string, phase: Rejection['phase'] = 'rcpt') =>
  isUnknownAddress({ code, reply, phase, ...(enhanced !== undefined && { enhanced }) }, 'ann@example.org')

describe('a refusal', () => {
  it.each([
    [550, 'no', '5.1.1'],
    [550, 'moved', '5.1.6'],
    [550, 'no such user here', undefined],
    [550, 'ann@example.org: Recipient address rejected: User unknown in local table', undefined],
    [551, 'user not local', undefined],
    [553, 'mailbox name invalid', undefined],
    [550, 'The account does not exist', undefined],
    [550, '<ann@example.org>: User unknown', undefined],
    [550, '<Ann@example.org> does not exist.', undefined],
    [550, 'ann@example.org unknown', undefined],
    [550, 'Unknown user ann@example.org', undefined],
    [550, 'Address unknown', undefined],
    [550, 'User not known at this host', undefined],
    [550, 'No such user at this domain', undefined],
    [550, 'Requested User Mailbox not found. No such user here.', undefined],
    [550, 'Invalid Recipient - https://mimecast.example/docs/policy#550', undefined],
    [
      550,
      'mailbox unavailable For explanation visit https://postmaster.example/errors?ip=192.0.2.1',
      undefined,
    ],
    [550, '#5.1.0 Address rejected.', undefined],
    [550, 'Address rejected: user unknown', '5.1.0'],
  ])('%i %s (%s) says that nobody has the address', (code, reply, enhanced) => {
    expect(refusal(code, reply, enhanced)).toBe(true)
  })

  it.each([
    [550, 'no such user', '5.7.1', 'rcpt'],
    [550, 'blocked for spam', undefined, 'rcpt'],
    [552, 'mailbox full', '5.2.2', 'rcpt'],
    [554, 'relay access denied', '5.7.1', 'rcpt'],
    [550, 'no such user', '5.1.1', 'dot'],
    [550, 'bad sender address', '5.1.8', 'rcpt'],
    [450, 'user unknown, try later', undefined, 'rcpt'],
    [550, 'Sender address rejected: not allowed from this network', undefined, 'rcpt'],
    [550, 'Sender verify failed: invalid sender address', undefined, 'rcpt'],
    [550, 'Sender address domain does not exist', undefined, 'rcpt'],
    [550, 'Your IP address is not allowed, account disabled', undefined, 'rcpt'],
    [550, 'Message rejected: unknown sender address', undefined, 'rcpt'],
    [550, '<news@guild.example>: Sender address rejected: User unknown', '5.1.0', 'rcpt'],
    [553, 'news guild.example does not exist E2110', '5.1.0', 'rcpt'],
    [550, 'Your user account has been disabled, contact support', undefined, 'rcpt'],
    [550, 'Client host rejected: your address is unknown', undefined, 'rcpt'],
    [550, '<ann@example.org>: Recipient address rejected: Access denied', undefined, 'rcpt'],
    [550, '<ann@example.org>: Recipient address rejected', undefined, 'rcpt'],
    [550, '<ann@example.org>: host unknown', undefined, 'rcpt'],
    [550, '<user.unknown@example.net>: refused', undefined, 'rcpt'],
    [550, 'unknown user, or relaying denied', undefined, 'rcpt'],
    [550, 'mailbox unavailable, or command rejected for policy reasons', undefined, 'rcpt'],
    [550, 'The mailbox is temporarily unavailable', undefined, 'rcpt'],
    [550, 'HELO name is no valid address: unknown user', undefined, 'rcpt'],
  ] as const)('%i %s (%s, %s) does not', (code, reply, enhanced, phase) => {
    expect(refusal(code, reply, enhanced, phase)).toBe(false)
  })
})

describe('waits between attempts', () => {
  it('double up to the longest, and end when together they come to the limit', () => {
    const retry = createRetry({ firstMinutes: 5, mostHours: 1, giveUpHours: 3 })
    const minutes = Array.from({ length: 8 }, (_, index) => retry.waitMs(index + 1)).map(
      (ms) => ms && ms / 60_000,
    )
    expect(minutes).toEqual([5, 10, 20, 40, 60, 60, undefined, undefined])
  })
})
