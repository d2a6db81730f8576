import { describe, expect, it } from 'vitest'
import { createStopRule, isBlock } from '../../../src/delivery/stop-rule.ts'
import type { Outcome } from '../../../src/delivery/transport.ts'

const stop = { refusedShare: 0.05, refusedAfter: 100, blocks: 3, connectionTries: 5 }
const accepted: Outcome = { kind: 'accepted', code: 250, reply: '2.0.0 Ok' }
const unknown: Outcome = {
  kind: 'refused',
  code: 550,
  reply: '5.1.1 User unknown',
  enhanced: '5.1.1',
  phase: 'rcpt',
}
const spam: Outcome = { kind: 'refused', code: 554, reply: 'Message looks like spam', phase: 'dot' }
const throttled: Outcome = {
  kind: 'deferred',
  code: 421,
  reply: '4.7.0 Too much',
  enhanced: '4.7.0',
  phase: 'mail',
}
const at = (domain: string): { domain: string } => ({ domain })

describe('a run of refusals', () => {
  it('stops the send when more than the share of the last letters was refused, and not before', () => {
    const rule = createStopRule(stop)
    const said = Array.from({ length: 200 }, (_, index) =>
      rule.note(index >= 94 && index < 101 ? unknown : accepted, at('example.org')),
    )
    expect(said.findIndex((reason) => reason !== undefined)).toBe(99)
    expect(said[99]).toContain('6 of the last 100 letters')
    expect(said[99]).toContain('“550 5.1.1 User unknown”')
  })

  it('does not stop a send in which as many as the share are refused, for ever', () => {
    const rule = createStopRule(stop)
    for (let index = 0; index < 2000; index++)
      expect(rule.note(index % 20 === 0 ? unknown : accepted, at('example.org'))).toBeUndefined()
  })

  it('counts neither what was put off nor what is uncertain', () => {
    const rule = createStopRule({ ...stop, refusedAfter: 4 })
    const deferred: Outcome = { kind: 'deferred', code: 450, reply: 'later', phase: 'rcpt' }
    for (const outcome of [
      deferred,
      { kind: 'uncertain', reason: 'dropped' } as const,
      deferred,
      deferred,
      deferred,
    ])
      expect(rule.note(outcome, at('example.org'))).toBeUndefined()
  })
})

describe('blocks', () => {
  it('in a row stop the send with the server’s words', () => {
    const rule = createStopRule(stop)
    expect(rule.note(spam, at('a.example'))).toBeUndefined()
    expect(rule.note(throttled, at('b.example'))).toBeUndefined()
    expect(rule.note(spam, at('c.example'))).toMatch(/3 letters in a row .* “554 Message looks like spam”/)
  })

  it('by one domain stop it, also while another accepts', () => {
    const rule = createStopRule(stop)
    const said = [1, 2, 3].map(() => {
      rule.note(accepted, at('fine.example'))
      return rule.note(spam, at('strict.example'))
    })
    expect(said.slice(0, 2)).toEqual([undefined, undefined])
    expect(said[2]).toContain('3 letters to strict.example in a row')
  })

  it('are forgotten when a letter is accepted', () => {
    const rule = createStopRule(stop)
    for (let index = 0; index < 20; index++) {
      expect(rule.note(index % 3 === 2 ? accepted : spam, at('a.example'))).toBeUndefined()
    }
  })

  it.each([
    [554, '5.7.1 Message rejected', true],
    [550, 'Your address is on a blacklist', true],
    [421, '4.7.0 Try again later', true],
    [451, '4.7.1 Greylisting in action, come back', false],
    [450, '4.2.0 mailbox busy', false],
    [550, '5.1.1 User unknown, see our policy', false],
    [552, '5.2.2 Mailbox full', false],
    [550, 'No such user', false],
    [550, 'The host 192.5.7.1 has no such user', false],
  ])('%i %s: %s', (code, reply, is) => {
    expect(isBlock({ code, reply, phase: 'rcpt' })).toBe(is)
  })
})
