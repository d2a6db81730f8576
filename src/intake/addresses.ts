/** Where a link leads that is worth keeping; nothing where it leads to a place in the page, or runs a program. */
export function linkAddress(written: string, base: string | undefined): string | undefined {
  const address = cleanAddress(written)
  if (address === '' || address.startsWith('#')) return undefined
  if (fileOf(address) !== undefined) return undefined
  const scheme = schemeOf(address)
  if (scheme !== undefined && /^(?:javascript|vbscript|data|about|blob)$/.test(scheme)) return undefined
  return withoutRedirect(resolve(address, base))
}

/** The name of the file that an address leads to on a computer or its network, where members can not go. */
export function fileOf(address: string): string | undefined {
  const isLocal = /^(?:file:|[a-z]:[\\/]|\\\\)/i.test(address)
  return isLocal
    ? address.slice(Math.max(address.lastIndexOf('/'), address.lastIndexOf('\\')) + 1)
    : undefined
}

/** An address as browsers read it, without ends of lines and tabs. */
export function cleanAddress(written: string): string {
  // eslint-disable-next-line no-control-regex
  return written.replace(/[\t\n\r]/g, '').replace(/^[\0- ]+|[\0- ]+$/g, '')
}

/** The scheme of an address; the letter of a drive is none. */
export function schemeOf(address: string): string | undefined {
  return /^([a-z][a-z0-9+.-]+):/i.exec(address)?.[1]!.toLowerCase()
}

/** A relative address, where the page says what it is relative to. */
export function resolve(address: string, base: string | undefined): string {
  if (schemeOf(address) !== undefined || base === undefined || !/^https?:/i.test(base)) return address
  return URL.canParse(address, base) ? new URL(address, base).href : address
}

/** Google Docs and Outlook lead links over a page of their own, which says where to; Outlook's names the reader too. */
function withoutRedirect(address: string): string {
  const isRedirect =
    /^https?:\/\/(?:(?:www\.)?google\.[a-z.]+\/url|[\w-]+\.safelinks\.protection\.outlook\.com\/)\?/i
  if (!isRedirect.test(address) || !URL.canParse(address)) return address
  const { searchParams } = new URL(address)
  const real = searchParams.get('q') ?? searchParams.get('url') ?? ''
  return /^(?:https?:\/\/|mailto:)/i.test(real) ? real : address
}
