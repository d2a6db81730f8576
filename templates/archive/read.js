'use strict'

/*
 * What an article's page adds where scripts run. Without it a term and a note are links that lead to their entry and
 * back, and the contents are a list. Nothing is fetched, kept or told to anybody.
 */

{
  /* One bubble for terms and notes: it stands beside the link that it was opened from. */

  const page = document.documentElement
  const bubble = document.createElement('div')
  bubble.className = 'bubble'
  bubble.popover = 'manual'

  const termSelector = '.term[aria-description]'
  const noteSelector = '.note-number a'
  const hoverMs = 500
  const leaveMs = 300

  /** The link whose bubble is open. */
  let opener
  let isNote = false
  let timer
  let lastPointer

  function open(link, content, asNote) {
    hide()
    opener = link
    isNote = asNote
    bubble.replaceChildren(...content)
    bubble.setAttribute('role', asNote ? 'dialog' : 'tooltip')
    link.after(bubble)
    bubble.showPopover()
    place(link)
  }

  function hide() {
    clearTimeout(timer)
    if (!opener) return
    if (isNote) opener.setAttribute('aria-expanded', 'false')
    opener = undefined
    bubble.hidePopover()
    bubble.removeAttribute('tabindex')
    bubble.removeAttribute('aria-label')
  }

  /** Below the link's first line, above where there is no room, never beyond the page's edge. */
  function place(link) {
    const [line] = link.getClientRects()
    const { offsetWidth: width, offsetHeight: height } = bubble
    const start = getComputedStyle(link).direction === 'rtl' ? line.right - width : line.left
    const left = Math.max(8, Math.min(start, page.clientWidth - width - 8))
    const fitsBelow = line.bottom + height + 8 <= innerHeight || line.top < height + 8
    bubble.style.left = `${left + scrollX}px`
    bubble.style.top = `${(fitsBelow ? line.bottom : line.top - height) + scrollY}px`
  }

  function openTerm(link) {
    open(link, [link.getAttribute('aria-description')], false)
  }

  function openNote(link) {
    const note = document.getElementById(link.hash.slice(1))?.cloneNode(true)
    if (!note) return
    for (const way of note.querySelectorAll('.way-back')) way.remove()
    for (const copy of note.querySelectorAll('[id]')) copy.removeAttribute('id')
    open(link, note.childNodes, true)
    link.setAttribute('aria-expanded', 'true')
    bubble.setAttribute('aria-label', link.getAttribute('aria-label'))
    bubble.tabIndex = 0
    bubble.focus()
  }

  /** By mouse: after half a second, and for as long as the link or the bubble is pointed at (WCAG 1.4.13). */
  function onPointerOver({ target, pointerType }) {
    if (pointerType === 'touch' || isOpenNote()) return
    clearTimeout(timer)
    const link = target.closest?.(termSelector)
    if (bubble.contains(target) || (link && link === opener)) return
    if (link) timer = setTimeout(() => openTerm(link), hoverMs)
    else leaveSoon()
  }

  function leaveSoon() {
    if (opener && !isNote && !opener.matches(':focus-visible')) timer = setTimeout(hide, leaveMs)
  }

  /** By keyboard: at once, and until the focus moves on. */
  function onFocusIn({ target }) {
    if (bubble.contains(target)) return
    if (target.matches(termSelector) && target.matches(':focus-visible')) openTerm(target)
    else if (target !== opener) hide()
  }

  function onFocusOut({ target }) {
    if (target === opener && !isNote) hide()
  }

  function onKeyDown({ key }) {
    if (key !== 'Escape' || !opener) return
    const link = opener
    const wasInside = bubble.contains(document.activeElement)
    hide()
    if (wasInside) link.focus()
  }

  function onPointerDown({ target, pointerType }) {
    lastPointer = pointerType
    if (opener && !bubble.contains(target) && !opener.contains(target)) hide()
  }

  /** A note opens in place. A touch opens a term's bubble, and the second follows the link. */
  function onClick(event) {
    const link = event.target.closest?.('a')
    if (!link || bubble.contains(link) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
      return
    if (link.matches(noteSelector)) {
      event.preventDefault()
      if (link === opener) hide()
      else openNote(link)
    } else if (link.matches(termSelector) && link !== opener && isTouch(event)) {
      event.preventDefault()
      openTerm(link)
    }
  }

  /** Screen readers click without touching: `detail` is 0, and the link is followed. */
  function isTouch({ pointerType, detail }) {
    return (pointerType ?? lastPointer) === 'touch' && detail > 0
  }

  function isOpenNote() {
    return opener !== undefined && isNote
  }

  if (bubble.showPopover) {
    page.classList.add('with-bubbles')
    for (const link of document.querySelectorAll(noteSelector)) {
      link.setAttribute('aria-haspopup', 'dialog')
      link.setAttribute('aria-expanded', 'false')
    }
    document.addEventListener('pointerover', onPointerOver)
    page.addEventListener('pointerleave', leaveSoon)
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('focusout', onFocusOut)
    document.addEventListener('keydown', onKeyDown)
    document.addEventListener('pointerdown', onPointerDown)
    document.addEventListener('click', onClick)
  }

  /* The contents follow the reader: the section whose heading has passed the upper quarter of the window is marked. */

  const contents = document.querySelector('.contents')
  const entries = [...(contents?.querySelectorAll('a') ?? [])].map((link) => ({
    link,
    heading: document.getElementById(decodeURIComponent(link.hash.slice(1))),
  }))
  let current

  function follow() {
    const passed = entries.findLast(({ heading }) => heading?.getBoundingClientRect().top < innerHeight / 4)
    if (passed?.link === current) return
    current?.removeAttribute('aria-current')
    current = passed?.link
    current?.setAttribute('aria-current', 'location')
    if (contents.scrollHeight > contents.clientHeight)
      contents.scrollTop = current ? current.offsetTop - contents.clientHeight / 2 : 0
  }

  const observer = new IntersectionObserver(follow, { rootMargin: '1000000px 0px -75% 0px' })
  for (const { heading } of entries) if (heading) observer.observe(heading)
}
