/** Signs that only part words; any other sign, or one at an end, tells terms apart and so must stay in the address. */
const PARTING = /^[\s\-‐‑–/.'’&,()_]*$/u

/**
 * The address of a term on the glossary page, without `#`: `icb`, `ap--alternative-provision`, `r-d`. It depends on
 * the term alone, so it never changes when others come or go; signs that an address cannot show (`C++` beside `C`)
 * add a short hash.
 */
export function termId(term: string, sense?: string): string {
  const id = slugOf(term)
  return sense === undefined ? id : `${id}--${slugOf(sense)}`
}

function slugOf(text: string): string {
  const plain = text.normalize('NFC').trim()
  const slug = plain
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
  if (slug === '') return shortHash(plain)
  return losesSigns(plain) ? `${slug}-${shortHash(plain)}` : slug
}

function losesSigns(text: string): boolean {
  const [first = '', ...others] = text.split(/[\p{L}\p{M}\p{N}]+/u)
  const last = others.pop() ?? ''
  return /[^\s(]/u.test(first) || /[^\s).]/u.test(last) || others.some((signs) => !PARTING.test(signs))
}

/** Five letters and digits (FNV-1a), the same on every machine. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(36).padStart(7, '0').slice(-5)
}
