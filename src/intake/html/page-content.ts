import type { Element, Root } from 'hast'
import { isElement } from '../elements.ts'
import { isUnread, saidBy, seenIn, showsAnything, wordsIn } from './seen-elements.ts'

/** What a page holds for its readers, and what it says of itself. */
export interface PageContent {
  content: Element | Root
  /** Its title, where no heading of the first level says it. */
  title?: string
  /** The style sheets written in it. */
  styles: string[]
  /** What relative addresses begin with, if it says so. */
  base?: string
  /** Whether Google Docs or LibreOffice made it, whose paragraphs say their styles by plain words. */
  isFromOffice: boolean
}

/** Finds the part of a page that is not its site's: `main`, else the only `article`, else all of it. */
export function pageContent(root: Root): PageContent {
  const head = headOf(root)
  const content = contentOf(root)
  const title = hasTitle(content) ? undefined : head.title
  return {
    content,
    ...(title && { title }),
    styles: head.styles,
    ...(head.base && { base: head.base }),
    isFromOffice: head.isFromOffice,
  }
}

function contentOf(root: Root): Element | Root {
  const mains: Element[] = []
  const articles: Element[] = []
  let body: Element | undefined
  for (const node of seenIn(root)) {
    if (!isElement(node)) continue
    if (node.tagName === 'body') body ??= node
    if (node.tagName === 'main' || node.properties['role'] === 'main') mains.push(node)
    if (node.tagName === 'article') articles.push(node)
  }
  const only = articles.length === 1 ? articles : []
  return [...mains.slice(0, 1), ...only].find((part) => showsAnything(part)) ?? body ?? root
}

function hasTitle(content: Element | Root): boolean {
  for (const node of seenIn(content)) if (isElement(node, 'h1') && wordsIn(node) !== '') return true
  return false
}

interface Head {
  title: string
  styles: string[]
  base: string
  isFromOffice: boolean
}

function headOf(root: Root): Head {
  const head: Head = { title: '', styles: [], base: '', isFromOffice: false }
  let shared = ''
  const waiting: (Root | Element)[] = [root]
  for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
    for (const node of parent.children) {
      if (!isElement(node)) continue
      if (saidBy(node, 'property') === 'og:title') shared ||= saidBy(node, 'content')
      readHeadElement(node, head)
      if (node.tagName !== 'svg' && (!isUnread(node) || node.tagName === 'head')) waiting.push(node)
    }
  }
  return { ...head, title: (shared || head.title).replace(/\s+/g, ' ').trim() }
}

function readHeadElement(node: Element, head: Head): void {
  const { tagName } = node
  if (tagName === 'title') head.title ||= rawTextOf(node)
  if (tagName === 'style') head.styles.push(rawTextOf(node))
  if (tagName === 'base') head.base ||= saidBy(node, 'href')
  if (tagName === 'meta' && /^(?:LibreOffice|OpenOffice)/i.test(saidBy(node, 'content')))
    head.isFromOffice = true
  if (tagName === 'body' && saidBy(node, 'className').includes('doc-content')) head.isFromOffice = true
}

function rawTextOf(node: Element): string {
  return node.children.map((child) => (child.type === 'text' ? child.value : '')).join('')
}
