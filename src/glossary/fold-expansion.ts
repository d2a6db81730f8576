/** What two ways to write one expansion have in common: case, spaces, dashes, quotes and articles make no other. */
export function foldExpansion(expansion: string): string {
  return expansion
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘]/gu, "'")
    .replace(/&/gu, ' and ')
    .replace(/[\s\p{Pd}]+/gu, ' ')
    .replace(/^(?:the|an?) |[.;,]$/gu, '')
    .trim()
}
