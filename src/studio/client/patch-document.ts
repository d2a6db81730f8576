/** Makes one element like another, and leaves alone what is like it already: nothing flashes or moves. */
export function patchElement(old: Element, now: Element): void {
  patchAttributes(old, now)
  patchChildren(old, now)
}

/** What a reader has opened or closed stays so. */
const ofReaders = new Set(['open'])

function patchAttributes(old: Element, now: Element): void {
  for (const { name } of [...old.attributes])
    if (!now.hasAttribute(name) && !ofReaders.has(name)) old.removeAttribute(name)
  for (const { name, value } of now.attributes)
    if (old.getAttribute(name) !== value && !ofReaders.has(name)) old.setAttribute(name, value)
}

function patchChildren(old: Element, now: Element): void {
  const before = [...old.childNodes]
  const after = [...now.childNodes]
  let start = 0
  while (start < before.length && start < after.length && before[start]!.isEqualNode(after[start]!)) start++
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before.at(-1 - end)!.isEqualNode(after.at(-1 - end)!)) end++
  const olds = before.slice(start, before.length - end)
  const news = after.slice(start, after.length - end)
  for (const [index, node] of news.entries()) place(old, node, olds[index], before[before.length - end])
  for (const node of olds.slice(news.length)) node.remove()
}

function place(parent: Element, now: Node, old: Node | undefined, next: Node | undefined): void {
  // What a head says counts at once: an element of it must not be half old and half new.
  const isPatched = parent.tagName !== 'HEAD' && isElement(old) && isElement(now)
  if (isPatched && old.tagName === now.tagName) patchElement(old, now)
  else {
    const made = parent.ownerDocument.importNode(now, true)
    if (old) parent.replaceChild(made, old)
    else parent.insertBefore(made, next ?? null)
  }
}

/** By its kind: each window has an `Element` of its own. */
function isElement(node: Node | undefined): node is Element {
  return node?.nodeType === Node.ELEMENT_NODE
}
