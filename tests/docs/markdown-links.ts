import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Heading, Nodes, Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { parseMarkdown } from '../../src/articles/index.ts'

export interface DocumentLink {
  /** As written. */
  url: string
  line: number
}

/** A document of the repository, parsed. */
export interface Document {
  /** From the repository's root. */
  file: string
  tree: Root
}

export function readDocument(root: string, file: string): Document {
  return { file, tree: parseMarkdown(readFileSync(path.join(root, file), 'utf8')) }
}

/** Links and pictures that lead to files of the repository. */
export function relativeLinks({ tree }: Document): DocumentLink[] {
  const links: DocumentLink[] = []
  visit(tree, (node: Nodes) => {
    if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return
    if (/^[a-z]+:/i.test(node.url)) return
    links.push({ url: node.url, line: node.position?.start.line ?? 0 })
  })
  return links
}

/** The fragments that a code host gives the document's headings. */
export function headingFragments({ tree }: Document): Set<string> {
  const fragments = new Set<string>()
  visit(tree, 'heading', (heading: Heading) => {
    const words = toString(heading).toLowerCase()
    fragments.add(words.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-'))
  })
  return fragments
}

/** What stands in the document's code: spans and blocks, but for those in `leftOut` languages. */
export function codeOf({ tree }: Document, leftOut: readonly string[] = []): string[] {
  const code: string[] = []
  visit(tree, (node: Nodes) => {
    if (node.type === 'inlineCode') code.push(node.value)
    if (node.type === 'code' && !leftOut.includes(node.lang ?? '')) code.push(...node.value.split('\n'))
  })
  return code
}

/** The block whose info string has this mark, such as `file=a.js`. */
export function markedBlock({ tree }: Document, mark: string): string {
  let found: string | undefined
  visit(tree, 'code', (node) => {
    if (node.meta?.split(' ').includes(mark)) found = node.value
  })
  if (found === undefined) throw new Error(`There is no block with ${mark}`)
  return found
}
