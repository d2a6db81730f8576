import { describe, expect, test } from 'vitest'
import { process } from './process.ts'

describe('lines that Markdown takes for addresses', () => {
  test.each([
    ['[Action]: Ann', ['articles/lost-line [Action]: Ann']],
    ['[Pay]: agreed (unanimous)\n\n> - [Date]: 10:30', ['articles/lost-line [Pay]: agreed (unanimous)', 'articles/lost-line [Date]: 10:30']],
    ['The [Action] is clear.\n\n[Action]: Ann', ['articles/unpublished-link [Action]', 'articles/lost-line [Action]: Ann']],
    ['[r]: https://example.org/', ['articles/unused-address [r]: https://example.org/']],
    ['[a][r]\n\n[r]: https://example.org/\n[R]: https://example.org/b', ['articles/unused-address [R]: https://example.org/b']],
    ['[a][r] ![b][i]\n\n[r]: https://example.org/\n[i]: images/b.png\n[R]: https://example.org/', []],
    ['Note.[^n]\n\n[^n]: See [r].\n\n[r]: report.md', []],
    ['[//]: # (for the editor)\n\n[comment]: <> (and more)\n\n\\[Action]: Ann\n\n[Action]: Ann and Bob', []],
    ['```\n[Action]: Ann\n```', []],
  ])('are reported where no reader would see them: %j', (source, found) => {
    expect(process(source).found).toEqual(found)
  })
})
