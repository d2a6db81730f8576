/** Calls back at each build: files may have changed. The first call comes at once. */
export function onBuilds(built: () => void): void {
  const listen = (after: string): void => {
    const events = new EventSource(`/-/events?after=${encodeURIComponent(after)}`)
    events.addEventListener('built', ({ data }: MessageEvent<string>) => {
      events.close()
      built()
      listen(data)
    })
    events.addEventListener('error', () => {
      events.close()
      setTimeout(() => listen(after), 1000)
    })
  }
  listen('')
}
