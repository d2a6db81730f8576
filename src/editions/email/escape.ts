const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for between two tags. */
export function escapeText(value: string): string {
  return value.replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
}

/** Text for an attribute in quotes. */
export function escapeAttribute(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
