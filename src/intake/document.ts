import type { Root } from 'hast'

/** A document as it was brought. */
export interface Brought {
  /** Its file's name without folders, as findings name it. */
  name: string
  bytes: Uint8Array
  /** The bytes of a file beside it, by its address in the document; nothing where there is none. */
  readBeside: (address: string) => Uint8Array | undefined
}

/**
 * What a document says, whatever it was written in, as plain HTML elements and nothing of how it looked:
 * `h1` to `h6`, `p`, `ul`, `ol`, `li` (with a `value` where its number is not the next one), `blockquote`, `pre`,
 * `table` with `tr`, `th` and `td`, `figure` (a chart: `dataChart` says how its table is drawn, `figcaption` is its title), `hr`, `aside` (a box), `a`, `img`, `strong`, `em`, `del`, `sub`, `sup`, `code`, `br`.
 * A note stands at the end as `section` with `dataNote`, its name; `a` with `dataNoteRef` is where it is called for.
 */
export interface ReadDocument {
  tree: Root
  /** The document's title, where it says one apart from its headings. */
  title?: string
  /** The pictures that the document brings, by the `src` of their `img`. */
  pictures: Map<string, Uint8Array>
}
