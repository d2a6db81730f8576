import type { Nodes, Parent } from 'mdast'
import type { Article } from '../model/article.ts'
import type { Mention } from '../model/mention.ts'
import { holdsWords } from '../model/tree.ts'
import { createMentionsIn } from './mentions-in.ts'
import { sentenceAround, type Sentence } from './sentences.ts'

/** The sentence round the first mention of each term of an article, by the term's id; in prose if it is there. */
export function termSentences({ facts, tree }: Article): Record<string, Sentence> {
  const mentions = [...firstMentions(facts.mentions).values()]
  const mentionsIn = createMentionsIn(mentions)
  const sentences: Record<string, Sentence> = {}
  if (mentions.length > 0) visitBlocks(tree, (block) => addSentences(block, mentionsIn(block), sentences))
  return sentences
}

function firstMentions(mentions: readonly Mention[]): Map<string, Mention> {
  const first = new Map<string, Mention>()
  for (const mention of mentions) {
    const known = first.get(mention.termId)
    if (!known || (known.where !== 'prose' && mention.where === 'prose')) first.set(mention.termId, mention)
  }
  return first
}

/** The blocks whose children are running text. */
export function visitBlocks(node: Nodes, visit: (block: Nodes & Parent) => void): void {
  if (holdsWords.has(node.type) && !node.data?.holdsBlocks) return visit(node as Nodes & Parent)
  if ('children' in node) for (const child of node.children) visitBlocks(child, visit)
  if (node.type === 'audiencePassage') for (const child of node.otherwise) visitBlocks(child, visit)
}

function addSentences(
  block: Parent,
  mentions: readonly Mention[],
  sentences: Record<string, Sentence>,
): void {
  if (mentions.length === 0) return
  const words: Words = { text: '', pieces: [] }
  for (const child of block.children) gather(child as Nodes, words)
  for (const mention of mentions) {
    const at = whereIs(mention, words)
    if (at === undefined) continue
    sentences[mention.termId] = sentenceAround(words.text, at, at + mention.text.length)
  }
}

/** The words of a block as they are read, and which stretch of the source each piece of them was made of. */
interface Words {
  text: string
  pieces: { at: number; from: number; to: number }[]
}

/** Pictures and the numbers of footnotes are no words of the sentence. */
function gather(node: Nodes, words: Words): void {
  if (node.type === 'break') words.text += ' '
  else if (node.type === 'text' || node.type === 'inlineCode') {
    const { start, end } = node.position ?? {}
    if (start?.offset !== undefined && end?.offset !== undefined) {
      words.pieces.push({ at: words.text.length, from: start.offset, to: end.offset })
    }
    words.text += node.value
  } else if ('children' in node) for (const child of node.children) gather(child, words)
}

function whereIs({ text, place }: Mention, words: Words): number | undefined {
  const { offset } = place.start
  const piece = words.pieces.find(({ from, to }) => from <= offset && offset < to)
  if (!piece) return undefined
  const near = words.text.indexOf(text, piece.at)
  return near < 0 ? undefined : near
}
