import type { ElementContent } from 'hast'
import type { AudiencePassage, Button, Callout } from '../../model/tree.ts'
import type { Messages } from '../../templates/index.ts'
import type { State } from './body-state.ts'
import { conditionLabel } from './condition-label.ts'
import { element, text, wrap } from './hast.ts'
import { linkElement } from './render-inline.ts'

/** A box that stands out. Its kind is said in words, never by colour alone. */
export function callout(state: State, node: Callout, words: Messages): ElementContent {
  const title: ElementContent[] = [element('strong', {}, [text(words[node.kind])])]
  if (node.title) title.push(text(' '), element('span', {}, [text(node.title)]))
  return element(
    'div',
    { className: ['callout', `callout-${node.kind}`], role: 'note' },
    wrap([element('p', { className: ['callout-title'] }, title), ...state.all(node)], true),
  )
}

/** A call to action. */
export function button(state: State, node: Button, href: string): ElementContent {
  return element('p', { className: ['button'] }, linkElement(href, state.all(node)))
}

/** A passage for some members, and what all others read instead: the archive shows both, each with its label. */
export function audiencePassage(
  state: State,
  node: AudiencePassage,
  number: number,
  words: Messages,
): ElementContent[] {
  const forSome = `${words.forMembers}: ${conditionLabel(node.when, words)}`
  const parts = [passage(forSome, state.all(node), `passage${number}For`)]
  if (node.otherwise.length > 0) {
    const others = state.all({ type: 'blockquote', children: node.otherwise })
    parts.push(text('\n'), passage(words.forOtherReaders, others, `passage${number}Others`))
  }
  return parts
}

function passage(label: string, children: ElementContent[], id: string): ElementContent {
  const title = element('p', { className: ['passage-label'], id }, [text(label)])
  return element(
    'div',
    { className: ['passage'], role: 'group', ariaLabelledBy: [id] },
    wrap([title, ...children], true),
  )
}
