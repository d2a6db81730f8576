import { isIP, isIPv4 } from 'node:net'

/** What a proxy on the same machine connects from. */
const loopback = /^(?:127\.|::1$|::ffff:127\.)/

/**
 * The network that a request comes from: /24 of IPv4, /56 of IPv6, which is about one household or office, and no
 * single person. `X-Forwarded-For` is believed only where the connection comes from this machine, and only its last
 * address, which the proxy itself has written; all before it anybody can send.
 */
export function clientNetwork(peer: string | undefined, forwardedFor: string | undefined): string {
  const forwarded = forwardedFor?.split(',').at(-1)?.trim() ?? ''
  const believed = peer === undefined || loopback.test(peer)
  const address = believed && isIP(forwarded) ? forwarded : (peer ?? '')
  return networkOf(address)
}

/** The network of one address; `unknown` where it is none. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  if (isIPv4(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`
  const [plain = ''] = mapped.split('%')
  return isIP(plain) === 6 ? `${firstSevenOctets(plain)}::/56` : 'unknown'
}

function firstSevenOctets(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  // An IPv4 address at the end stands for two groups.
  const missing = 8 - before.length - after.length - (address.includes('.') ? 1 : 0)
  const groups = tail === undefined ? before : [...before, ...Array<string>(missing).fill('0'), ...after]
  const [a = 0, b = 0, c = 0, d = 0] = groups.slice(0, 4).map((group) => parseInt(group, 16))
  return [a, b, c, d & 0xff00].map((group) => group.toString(16)).join(':')
}
