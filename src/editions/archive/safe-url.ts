const safeProtocol = /^(?:https?|mailto|tel|sms):/i
const anyProtocol = /^[a-z][a-z0-9+.-]*:/i

/** Whether a link's address does nothing but lead somewhere. The articles are clean already; this is the last gate. */
export function isSafeUrl(url: string): boolean {
  // Browsers drop control characters and spaces before they look for the protocol.
  // eslint-disable-next-line no-control-regex
  const seen = url.replace(/[\u0000-\u0020\u007f-\u009f]/g, '')
  return !anyProtocol.test(seen) || safeProtocol.test(seen)
}
