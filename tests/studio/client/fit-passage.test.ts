import { describe, expect, it } from 'vitest'
import { fitPassage } from '../../../src/studio/client/fit-passage.ts'

const block = (markdown: string) => ({ markdown, isInline: false })

describe('a passage that is pasted', () => {
  it('has a blank line on either side where it is no part of a line, and not two', () => {
    expect(fitPassage('Before', block('- One\n'), 'After')).toBe('\n\n- One\n\n')
    expect(fitPassage('Before\n', block('- One\n'), '\nAfter')).toBe('\n- One\n')
    expect(fitPassage('Before\n\n', block('- One\n'), '\n\nAfter')).toBe('- One')
    expect(fitPassage('', block('- One\n'), '')).toBe('- One\n')
  })

  it('of words within a paragraph stays in the line', () => {
    expect(fitPassage('Before ', { markdown: '**One** two\n', isInline: true }, ' after')).toBe('**One** two')
  })

  it('has notes of its own, whatever the text’s are called', () => {
    const markdown = 'One[^1], two[^2], \\[^1].\n\n[^1]: First\n\n[^2]: Second\n'
    expect(fitPassage('Text[^1] and[^1-2].\n\n', block(markdown), '\n\n[^1]: A note\n')).toBe(
      'One[^1-3], two[^2], \\[^1].\n\n[^1-3]: First\n\n[^2]: Second',
    )
  })
})
