import type { Root, Nodes } from 'mdast'
import { stringify } from 'yaml'
import type { TakenDocument, TakenPassage } from './take-in.ts'
import { writeMarkdown } from './write-markdown.ts'

/** A file of the workspace that an import makes, its name from the workspace's root. */
export interface MadeFile {
  file: string
  content: string | Uint8Array
}

export interface ArticleFiles {
  article: MadeFile
  pictures: MadeFile[]
}

const longestSlug = 60

/** A name for web addresses: small letters without accents, digits and hyphens, cut between words. */
export function slugFor(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/[\p{M}’'ʼ]/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '')
  let slug = words[0]?.slice(0, longestSlug) ?? ''
  for (const word of words.slice(1)) {
    if (slug.length + 1 + word.length > longestSlug) break
    slug += `-${word}`
  }
  return slug
}

/** How an article's files are named. */
export interface ArticleNames {
  slug: string
  /** Stands for a title that the document does not have. */
  untitled: string
  /** Whether a file of that name, from the workspace's root, is there and is to stay. Default: none is. */
  isTaken?: (file: string) => boolean
}

/** The files of an article: `articles/<slug>.md`, a draft, and its pictures in `articles/images/`, named after it. */
export function articleFiles(
  { title, tree, pictures }: TakenDocument,
  { slug, untitled, isTaken = () => false }: ArticleNames,
): ArticleFiles {
  const names = new Map<string, string>()
  let number = 0
  const nextName = (extension: string): string => `images/${slug}-${++number}.${extension}`
  for (const { src, extension } of pictures) {
    let name = nextName(extension)
    while (isTaken(`articles/${name}`)) name = nextName(extension)
    names.set(src, name)
  }
  const front = stringify({ title: title ?? untitled, draft: true }, { lineWidth: 0 })
  const body = writeMarkdown(withAddresses(structuredClone(tree), names))
  return {
    article: { file: `articles/${slug}.md`, content: `---\n${front}---\n\n${body}` },
    pictures: pictures.map(({ src, bytes }) => ({ file: `articles/${names.get(src)!}`, content: bytes })),
  }
}

/** Markdown of a passage whose pictures have these addresses. */
export function passageMarkdown({ tree }: TakenPassage, addresses: ReadonlyMap<string, string>): string {
  return writeMarkdown(withAddresses(structuredClone(tree), addresses))
}

/** Gives the pictures of a tree the addresses of their files. */
function withAddresses(tree: Root, names: ReadonlyMap<string, string>): Root {
  const nodes: Nodes[] = [tree]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (node.type === 'image') node.url = names.get(node.url) ?? node.url
    if ('children' in node) nodes.push(...node.children)
  }
  return tree
}
