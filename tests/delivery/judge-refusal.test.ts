import { describe, expect, it } from 'vitest'
import { isUnknownAddress } from '../../src/delivery/judge-refusal.ts'
import { createRetry } from '../../src/delivery/retry.ts'
import type { Rejection } from '../../src/delivery/index.ts'

const refusal = (code: number, reply: string, enhanced?: string, phase: Rejection['phase'] = 'rcpt') =>
  isUnknownAddress({ code, reply, phase, ...(enhanced !== undefined && { enhanced }) })

describe('a refusal', () => {
  it.each([
    [550, 'no', '5.1.1'],
    [550, 'moved', '5.1.6'],
    [550, 'no such user here', undefined],
    [550, 'ann@example.org: Recipient address rejected: User unknown in local table', undefined],
    [551, 'user not local', undefined],
    [553, 'mailbox name invalid', undefined],
    [550, 'The account does not exist', undefined],
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
