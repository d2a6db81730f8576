/** F6 goes on from one part of the page to the next, as in other programs. */
export function moveBetween(
  panes: readonly { holds: () => boolean; focus: () => void }[],
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    const at = panes.findIndex(({ holds }) => holds())
    const step = event.shiftKey ? -1 : 1
    panes.at((Math.max(at, event.shiftKey ? 0 : at) + step + panes.length) % panes.length)?.focus()
  }
}
