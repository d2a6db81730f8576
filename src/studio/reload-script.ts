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

/** The page with a script that loads it again after the next build. */
export function withReload(html: string): string {
  const end = html.lastIndexOf('</body>')
  return end < 0 ? html + script : html.slice(0, end) + script + html.slice(end)
}
