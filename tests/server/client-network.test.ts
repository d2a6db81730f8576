import { describe, expect, it } from 'vitest'
import { clientNetwork, networkOf } from '../../src/server/client-network.ts'

describe('the network of an address', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2345:6:7:8:9', '2001:db8:1:2300::/56'],
    ['2001:DB8:1:23ff::1', '2001:db8:1:2300::/56'],
    ['2001:db8::1', '2001:db8:0:0::/56'],
    ['::1', '0:0:0:0::/56'],
    ['fe80::1%eth0', 'fe80:0:0:0::/56'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/56'],
    ['2001:db8:0:ab::192.0.2.1', '2001:db8:0:0::/56'],
    ['', 'unknown'],
    ['unknown', 'unknown'],
    ['1.2.3', 'unknown'],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('the network of a client', () => {
  it('is what the proxy of this machine says last', () => {
    expect(clientNetwork('127.0.0.1', '198.51.100.1, 203.0.113.9')).toBe('203.0.113.0/24')
    expect(clientNetwork('::1', '203.0.113.9')).toBe('203.0.113.0/24')
    expect(clientNetwork('::ffff:127.0.0.1', '203.0.113.9')).toBe('203.0.113.0/24')
  })

  it('is its own where it does not come from this machine, whatever it says', () => {
    expect(clientNetwork('198.51.100.7', '203.0.113.9')).toBe('198.51.100.0/24')
  })

  it('is this machine where the proxy says nothing', () => {
    expect(clientNetwork('127.0.0.1', undefined)).toBe('127.0.0.0/24')
    expect(clientNetwork('127.0.0.1', 'nonsense')).toBe('127.0.0.0/24')
  })
})
