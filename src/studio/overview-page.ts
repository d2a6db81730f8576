import type { Diagnostic } from '../diagnostics/index.ts'
import type { BuildResult } from '../press/index.ts'

/** The first page of the local server: what was made, and what is wrong. */
export function overviewPage(result: BuildResult | undefined): string {
  const { diagnostics = [], issues = [], articles = [] } = result ?? {}
  const letters = issues.flatMap((issue) =>
    issue.variants.map((variant) => {
      const folder = `/email/${encodeURIComponent(issue.id)}/${encodeURIComponent(variant.id)}`
      return `<li><a href="${folder}/preview.html">${escape(issue.subject)}</a> <small>${escape(issue.id)}, ${escape(variant.id)}, ${Math.round(variant.sizeBytes / 1000)} KB</small></li>`
    }),
  )
  const pages = articles.map(
    ({ slug, title }) =>
      `<li><a href="/archive/articles/${encodeURIComponent(slug)}/">${escape(title)}</a></li>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tidings</title>
<style>${style}</style></head>
<body><main>
<h1>Tidings</h1>
${diagnostics.length > 0 ? `<h2>Findings</h2><ul class="findings">${diagnostics.map(finding).join('')}</ul>` : ''}
<h2>E-mails</h2><ul>${letters.join('') || '<li>No issue yet.</li>'}</ul>
<h2>Archive</h2><p><a href="/archive/">First page</a> · <a href="/archive/glossary/">Glossary</a></p><ul>${pages.join('')}</ul>
</main></body></html>`
}

const style = `:root{color-scheme:light dark}body{font:17px/1.5 system-ui,sans-serif;margin:0}main{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 4rem}h2{margin-top:2rem}li{margin:.4rem 0}.findings{list-style:none;padding:0}.findings li{border-left:.3rem solid;padding:.2rem .8rem}.error{border-color:#c62828!important}.warning{border-color:#b26a00!important}.info{border-color:#3c7a9e!important}code{font-size:.9em}`

function finding({ file, line, column, severity, message, ruleId, note }: Diagnostic): string {
  return `<li class="${severity}"><strong>${severity}</strong> <code>${escape(file)}:${line}:${column}</code> <small>${escape(ruleId)}</small><br>${escape(message)}<br>→ ${escape(note)}</li>`
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
