import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { VFile } from 'vfile'
import { remarkGlossary } from '../../src/glossary/index.ts'

// Alone in its file: what is tested is the first text that a process ever reads.
test('letters are an undefined abbreviation also in the first text that is read', async () => {
  const terms = [{ term: 'AGM', expansion: 'annual general meeting' }]
  const processor = unified().use(remarkParse).use(remarkGlossary, { terms })
  const findings = async (source: string): Promise<string[]> => {
    const file = new VFile(source)
    await processor.run(processor.parse(file), file)
    return file.messages.map(({ ruleId, place }) => `${ruleId} ${JSON.stringify(place)}`)
  }
  const source = 'The NEC meets before the AGM, and the ÖVP does not.'
  const first = await findings(source)
  expect(first).toHaveLength(2)
  expect(await findings(source)).toEqual(first)
})
