import type { Report } from '../../diagnostics/index.ts'

/** A template with this frame says in which language its page is, what it is called and how its letters are read. */
const frame = /<html\b[^>]*>.*<title\b[^>]*>/is

/** Reports a page that its template put into no frame; says whether it is a whole one. */
export function isWholePage(page: string, template: string, report: Report): boolean {
  if (frame.test(page.slice(0, page.search(/<body\b/i)))) return true
  const message = 'Unexpected page without `<html>` and `<title>`, expected a whole page'
  report({ rule: 'editions/bare-page', message, file: template })
  return false
}
