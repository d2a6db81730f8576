const longest = 1000

/**
 * The path to go on to after signing in. What a form or an address says is only taken where it lies within the archive:
 * everything else, such as `//evil.example`, `https:evil.example` or `\evil.example`, leads to its first page.
 */
export function nextAddress(wanted: string | undefined, baseUrl: string): string {
  const home = new URL(`${baseUrl}/`)
  if (wanted === undefined || wanted.length > longest || !/^\/[^\\\p{Cc}]*$/u.test(wanted))
    return home.pathname
  const url = URL.parse(wanted, home.origin)
  const isWithin = url?.origin === home.origin && url.pathname.startsWith(home.pathname)
  // `/.//evil.example` has become `//evil.example` here.
  if (!isWithin || url.pathname.includes('//')) return home.pathname
  leadToPlace(url)
  return url.pathname + url.search + url.hash
}

/** Letters say in the query what stands behind `#`, of which browsers send nothing: see `keepPlace`. */
function leadToPlace(url: URL): void {
  const place = url.searchParams.get('to')
  if (!place) return
  url.searchParams.delete('to')
  url.hash = encodeURIComponent(place)
}
