/** Lays out a graph in Graphviz's language; gives its places as JSON. */
export type Arrange = (dot: string) => string

let loaded: Promise<Arrange> | undefined

/** Graphviz is 1 MB of WebAssembly: loaded when the first chart needs it, and once. */
export function loadGraphviz(): Promise<Arrange> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Arrange> {
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz')
  const graphviz = await Graphviz.load()
  return (dot) => graphviz.layout(dot, 'json', 'dot')
}
