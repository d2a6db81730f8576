/** Names with a hash of the content in them: what they name never changes. */
const hashedName = /(?:^|[./-])[0-9a-f]{8,64}\.\w+$/

/**
 * The pages of the archive are the organisation's own, with scripts and styles of their own, and fetch nothing from
 * elsewhere. The browser keeps them and asks each time whether they are still right, so that a lapse works at once.
 */
export function archiveHeaders(address: string): Record<string, string> {
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'same-origin',
    'cache-control': hashedName.test(address) ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  }
}

/** Pictures of letters, for every mail program: anybody may fetch and keep them. */
export const letterPictureHeaders: Record<string, string> = {
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'public, max-age=31536000, immutable',
}
