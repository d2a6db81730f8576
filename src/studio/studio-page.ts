import type { Diagnostic } from '../diagnostics/index.ts'

/** A page of the local server itself. */
export function studioPage(title: string, main: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>${style}</style></head>
<body><main>
${main}
</main></body></html>`
}

const style = `:root{color-scheme:light dark}body{font:17px/1.5 system-ui,sans-serif;margin:0}main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem}h2{margin-top:2rem}li{margin:.4rem 0}.findings{list-style:none;padding:0}.findings li{border-left:.3rem solid;padding:.2rem .8rem}.error{border-color:#c62828!important}.warning{border-color:#b26a00!important}.info{border-color:#3c7a9e!important}code{font-size:.9em;overflow-wrap:anywhere}`

/** Findings, each with its place and the way out. */
export function findingsList(diagnostics: readonly Diagnostic[]): string {
  return `<ul class="findings">${diagnostics.map(finding).join('')}</ul>`
}

function finding({ file, line, column, severity, message, ruleId, note }: Diagnostic): string {
  return `<li class="${severity}"><strong>${severity}</strong> <code>${escapeHtml(file)}:${line}:${column}</code> <small>${escapeHtml(ruleId)}</small><br>${escapeHtml(message)}<br>→ ${escapeHtml(note)}</li>`
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
