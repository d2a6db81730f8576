/** Makes something when it is first asked for, and no other after it. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Makes a text of each thing when it is first asked for: many pages may show one. */
export function onceEach<T extends object>(make: (given: T) => string): (given: T) => string {
  const made = new Map<T, string>()
  return (given) => {
    const known = made.get(given) ?? make(given)
    made.set(given, known)
    return known
  }
}
