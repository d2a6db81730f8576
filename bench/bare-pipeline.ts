import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

const pipeline = unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeStringify).freeze()

/** The floor: Markdown to an HTML string through unified alone, front matter cut off as any tool would. */
export function bareHtml(source: string): string {
  return String(pipeline.processSync(source.replace(/^---\n[\s\S]*?\n---\n/, '')))
}
