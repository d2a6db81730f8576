/** A point in a source text: `line` and `column` count from 1 in UTF-16 units, `offset` from 0. */
export interface Point {
  line: number
  column: number
  offset: number
}

/** A stretch of a source text; `end` is the point after the last character. */
export interface Place {
  start: Point
  end: Point
}

/** A stretch of a named file; `file` is the path from the workspace's root with forward slashes. */
export interface FilePlace extends Place {
  file: string
}
