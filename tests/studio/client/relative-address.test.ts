import { expect, it } from 'vitest'
import { relativeAddress } from '../../../src/studio/client/relative-address.ts'

it('names a file from the folder of another', () => {
  expect(relativeAddress('articles/a.md', 'articles/b.md')).toBe('b.md')
  expect(relativeAddress('articles/issues/1.md', 'articles/images/a.png')).toBe('../images/a.png')
  expect(relativeAddress('articles/2023/a.md', 'articles/2023/images/a.png')).toBe('images/a.png')
  expect(relativeAddress('articles/a.md', 'articles/my file (2).md')).toBe('my%20file%20%282%29.md')
})
