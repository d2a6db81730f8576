/** The way from a page back to the archive's root: `tags/care/` → `../../`. */
export function rootFrom(address: string): string {
  return '../'.repeat(address.split('/').length - 1) || './'
}
