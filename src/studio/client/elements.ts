/** An element of the page, by its id; the page's own, so that it is there. */
export function byId(id: string): HTMLElement
export function byId<K extends keyof HTMLElementTagNameMap>(id: string, tag: K): HTMLElementTagNameMap[K]
export function byId(id: string, tag = ''): HTMLElement {
  const element = document.querySelector<HTMLElement>(`${tag}#${id}`)
  if (element === null) throw new Error(`No #${id} in the page`)
  return element
}

type Child = Node | string

/** A new element with what it holds; what is written becomes text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

/** A button that does something. */
export function button(label: string, action: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button' }, label)
  element.addEventListener('click', action)
  return element
}

/** Writes a text only where it is another: a live region would say it again. */
export function say(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

/** Shows elements in this order; those that stay are not touched, and keep the focus and what is typed into them. */
export function showInOrder(parent: HTMLElement, elements: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(elements)
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove()
  for (const [index, element] of elements.entries()) {
    const there = parent.children[index]
    if (there !== element) parent.insertBefore(element, there ?? null)
  }
}
