import { fromHtml } from 'hast-util-from-html'
import type { Element, Nodes } from 'hast'
import { describe, expect, it } from 'vitest'
import { renderPreview, type PreviewInput } from '../../../src/editions/email/index.ts'
import { escapeForContext } from '../../../src/letter/index.ts'

const input: PreviewInput = {
  html: '<!doctype html><html><body><style>@media (prefers-color-scheme: dark) { a {} }</style><p title="t-a">Dear t-h</p></body></html>',
  text: 'Dear t-t,\n<b>',
  subject: 'A "subject" & <more>',
  preheader: 'A preheader',
  sender: 'Side by Side <news@example.org>',
  language: 'en',
  direction: 'ltr',
  width: 640,
  tokens: [
    { token: 't-h', field: 'name', context: 'html' },
    { token: 't-a', field: 'name', context: 'attribute' },
    { token: 't-t', field: 'name', context: 'text' },
  ],
  sample: ({ context }) => escapeForContext('Sam <O\'"Hara>', context),
}

function elements(node: Nodes, name: string): Element[] {
  const inside = 'children' in node ? node.children.flatMap((child) => elements(child, name)) : []
  return node.type === 'element' && node.tagName === name ? [node, ...inside] : inside
}

describe('a preview', () => {
  const page = fromHtml(renderPreview(input))
  const frames = elements(page, 'iframe')

  it('shows the letter in its own width and a narrow one, light and dark, in frames that may do nothing', () => {
    expect(frames.map(({ properties }) => properties['title'])).toEqual([
      'Light, 640 px',
      'Light, 320 px',
      'Dark, 640 px',
      'Dark, 320 px',
    ])
    // A file:// page shows its pictures only to frames of its own origin; scripts stay off.
    for (const { properties } of frames) expect(properties['sandbox']).toEqual(['allow-same-origin'])
    expect(String(frames[0]?.properties['srcDoc'])).toContain('@media not all')
    expect(String(frames[2]?.properties['srcDoc'])).toContain('@media all')
  })

  it('puts sample values in the place of tokens, escaped for each place', () => {
    const [letter] = frames.map(({ properties }) => fromHtml(String(properties['srcDoc'])))
    const [paragraph] = elements(letter!, 'p')
    expect(paragraph?.properties['title']).toBe('Sam <O\'"Hara>')
    expect(paragraph?.children).toEqual([expect.objectContaining({ value: 'Dear Sam <O\'"Hara>' })])
    const [pre] = elements(page, 'pre')
    expect(pre?.children).toEqual([expect.objectContaining({ value: 'Dear Sam <O\'"Hara>,\n<b>' })])
  })

  it('shows the subject, the preheader and the sender, and loads nothing', () => {
    const words = elements(page, 'dd').map(({ children }) => children[0])
    expect(words.map((node) => (node?.type === 'text' ? node.value : ''))).toEqual([
      input.sender,
      input.subject,
      input.preheader,
    ])
    expect(elements(page, 'script')).toEqual([])
    expect(elements(page, 'link')).toEqual([])
  })
})
