import { describe, expect, it } from 'vitest'
import { readFeatures } from '../../../src/delivery/smtp/server-features.ts'

const none = { pipelining: false, smtpUtf8: false, size: false }

describe('readFeatures', () => {
  it.each([
    ['250 mail.example.org', none],
    ['250-PIPELINING\n250 SMTPUTF8', { ...none, smtpUtf8: true }],
    ['250-mail\n250-pipelining\n250 size 1000', { ...none, pipelining: true, size: true, mostBytes: 1000 }],
    ['250-mail\r\n250-PIPELINING\r\n250 SIZE', { ...none, pipelining: true, size: true }],
    ['250-mail\n250 SIZE 0', { ...none, size: true }],
    ['250-mail\n250 SIZE -5', { ...none, size: true }],
    ['250-mail\n250 XPIPELINING SMTPUTF8', none],
    ['250-mail\n250 AUTH PLAIN SIZE', none],
  ])('of %j', (answer, features) => {
    expect(readFeatures(answer)).toEqual(features)
  })
})
