const forms =
  /<(?:h[1-6]|[uo]l|li|table|blockquote|strong|b|em|i|del|s|sub|sup|img)[\s>]|<a\s[^>]*href|\bMso|mso-list|font-weight:\s*(?:bold|[6-9]00)/i
/** How editors of programs copy, each line as it stands: what they colour is no form of the text. */
const source = /white-space:\s*pre\s*(?:;|["'])/i

/** Whether what was copied, as HTML, has a form that its plain text would lose: headings, lists, links, … */
export function hasForm(html: string): boolean {
  return forms.test(html) && !source.test(html)
}
