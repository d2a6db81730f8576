/** The address if a letter may carry it, else nothing: only web, mail and telephone links, and embedded pictures. */
export function safeUrl(url: string): string | undefined {
  const trimmed = [...url].filter((sign) => sign > ' ' && sign !== '\u007f').join('')
  return /^(?:https?:\/\/|mailto:|tel:|cid:)/i.test(trimmed) ? trimmed : undefined
}
