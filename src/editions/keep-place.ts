import type { Settings } from '../model/settings.ts'

/**
 * An address of a letter. Browsers send nothing of what stands behind `#`, so in an archive for members, where a reader
 * may have to sign in first, it stands in the query too, and the gate leads there: `glossary/?to=icb#icb`.
 */
export function keepPlace(address: string, { archive, baseUrl }: Settings): string {
  if (archive.access !== 'members' || !address.startsWith(`${baseUrl}/`)) return address
  const url = URL.parse(address)
  if (!url || url.hash === '') return address
  url.searchParams.set('to', decoded(url.hash.slice(1)))
  return url.href
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
