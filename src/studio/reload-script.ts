/** What is added to a page. */
export interface PageNotice {
  /** The build that the page is of. */
  build: string
  /** A line at its foot. */
  line?: NoticeLine | undefined
}

export interface NoticeLine {
  kind: 'error' | 'draft'
  text: string
}

/** The page with a script that loads it again as soon as there is another build, and with what has to be said of it. */
export function withReload(html: string, { build, line }: PageNotice): string {
  const end = html.lastIndexOf('</body>')
  const added = (line ? banner(line) : '') + scriptFor(build)
  return end < 0 ? html + added : html.slice(0, end) + added + html.slice(end)
}

function scriptFor(build: string): string {
  return `<script>
(() => {
  const listen = () => {
    const events = new EventSource('/-/events?after=${encodeURIComponent(build)}')
    events.addEventListener('built', () => { events.close(); location.reload() })
    events.onerror = () => { events.close(); setTimeout(listen, 1000) }
  }
  listen()
})()
</script>`
}

const colours = { error: '#8e1616', draft: '#6b4500' }

function banner({ kind, text }: NoticeLine): string {
  const style = `position:fixed;inset:auto 0 0 0;z-index:9999;padding:12px 20px;background:${colours[kind]};color:#fff;font:bold 16px/1.4 sans-serif`
  return `<a href="/" style="${style}">${text}</a>`
}

/** `1 error`, `2 errors`. */
export function countErrors(count: number): string {
  return count === 1 ? '1 error' : `${count} errors`
}
