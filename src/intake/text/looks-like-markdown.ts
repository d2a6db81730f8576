/** Whether a text is Markdown already: it has front matter, headings with `#`, or links in brackets. */
export function looksLikeMarkdown(text: string): boolean {
  const lines = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  return (
    hasFrontMatter(lines) ||
    /^#{1,6} \S/m.test(lines) ||
    /\[[^\][\n]{1,300}\]\([^()\s]{1,2000}(?: "[^"\n]{0,300}")?\)/.test(lines)
  )
}

function hasFrontMatter(text: string): boolean {
  if (!text.startsWith('---\n')) return false
  const end = text.indexOf('\n---', 3)
  return end > 0 && /^[\w-]+:(?: |$)/m.test(text.slice(4, end + 1))
}
