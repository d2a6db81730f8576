const script = `<script>
(() => {
  const listen = () => {
    const events = new EventSource('/-/events')
    events.addEventListener('built', () => location.reload())
    events.onerror = () => { events.close(); setTimeout(listen, 1000) }
  }
  listen()
})()
</script>`

/** The page with a script that loads it again after the next build and, while there are errors, a line that says so. */
export function withReload(html: string, errorCount: number): string {
  const end = html.lastIndexOf('</body>')
  const added = errorCount > 0 ? banner(errorCount) + script : script
  return end < 0 ? html + added : html.slice(0, end) + added + html.slice(end)
}

function banner(errorCount: number): string {
  const style =
    'position:fixed;inset:auto 0 0 0;z-index:9999;padding:12px 20px;background:#8e1616;color:#fff;font:bold 16px/1.4 sans-serif'
  const errors = errorCount === 1 ? '1 error' : `${errorCount} errors`
  return `<a href="/" style="${style}">${errors}: this page is as it was before. Read what to do →</a>`
}
