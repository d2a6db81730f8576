import type { Diagnostic } from '../diagnostics/index.ts'

/** A page of the local server itself. */
export function studioPage(title: string, main: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,"><style>${style}</style></head>
<body><main>
${main}
</main></body></html>`
}

const style = `:root{color-scheme:light dark}a{color:light-dark(#0b57a4,#9cc8ff)}body{color:light-dark(#1a1a1a,#ececec);background:light-dark(#fff,#161616);font:17px/1.5 system-ui,sans-serif;margin:0}main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem}h2{margin-top:2rem}li{margin:.4rem 0}.findings{list-style:none;padding:0}.findings li{border-left:.3rem solid;padding:.2rem .8rem}.error{border-color:#c62828!important}.warning{border-color:#b26a00!important}.info{border-color:#3c7a9e!important}code{font-size:.9em;overflow-wrap:anywhere}form{margin:1rem 0}.day{max-width:12rem}label{display:block;font-weight:600}input{box-sizing:border-box;width:100%;max-width:32rem;font:inherit;padding:.5rem;margin:.2rem .5rem .5rem 0}button{font:inherit;padding:.5rem 1rem;min-height:2.75rem}.write{display:inline-block;padding:.1rem .5rem;border:1px solid;border-radius:.3rem;margin-left:.3rem}`

/** Findings, each with its place and the way out; where one may write, with a link to do it. */
export function findingsList(diagnostics: readonly Diagnostic[], mayWrite = false): string {
  return `<ul class="findings">${diagnostics.map((one) => finding(one, mayWrite)).join('')}</ul>`
}

const words = { error: 'Error', warning: 'Warning', info: 'Information' }

/** What stands between backticks in a message is to be seen as it would be written. */
function withCode(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')
}

function finding(diagnostic: Diagnostic, mayWrite: boolean): string {
  const { file, line, column, severity, message, ruleId, note } = diagnostic
  const isWritten = mayWrite && /^articles\/.*\.md$/.test(file)
  const link = isWritten ? ` ${writeLink(file, `${file}, line ${line}`, { line, column })}` : ''
  return `<li class="${severity}"><strong>${words[severity]}</strong> <code>${escapeHtml(file)}:${line}:${column}</code> <small>${escapeHtml(ruleId)}</small>${link}<br>${withCode(message)}<br>→ ${withCode(note)}</li>`
}

/** A link to the page where a file is written, at a place of it; `title` tells those who hear links without their places which. */
export function writeLink(file: string, title: string, place?: { line: number; column: number }): string {
  const at = place ? `&amp;line=${place.line}&amp;column=${place.column}` : ''
  return `<a class="write" href="/-/write?file=${encodeURIComponent(file)}${at}" aria-label="Write: ${escapeHtml(title)}">Write</a>`
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
