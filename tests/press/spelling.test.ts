import { describe, expect, it } from 'vitest'
import { article, lines, makePng, makeWorkspace, type Workspace } from './workspace-fixture.ts'

/** One character for each letter, as keyboards make them. */
const composed = 'é'.normalize('NFC')
/** A letter and its accent, as macOS and some archives keep names. */
const decomposed = 'é'.normalize('NFD')

/** An article with a picture whose names are spelled one way, and one that names them the other way. */
function spelled(onDisk: string, inText: string): Workspace {
  return makeWorkspace({
    [`articles/lyc${onDisk}e/${onDisk}cole.md`]: article({ title: 'School' }, `## D${onDisk}but`),
    [`articles/images/${onDisk}.png`]: makePng(40, 30),
    'articles/second.md': article(
      { title: 'Second' },
      `[School](lyc${inText}e/${inText}cole.md) and [its beginning](lyc${inText}e/${inText}cole.md#d${inText}but).`,
      '',
      `![A picture](images/${inText}.png)`,
    ),
    [`articles/issues/d${onDisk}cembre.md`]: lines(
      '---',
      'date: 2023-12-01',
      'subject: Our letter',
      `articles: [second, ${inText}cole]`,
      '---',
      '',
      `Read [about the school](../lyc${inText}e/${inText}cole.md).`,
    ),
  })
}

describe.each([
  ['decomposed on the disk and composed in texts', decomposed, composed],
  ['composed on the disk and decomposed in texts', composed, decomposed],
  ['decomposed in both', decomposed, decomposed],
])('names that are %s', (_what, onDisk, inText) => {
  it('lead to the file, at the address that composed names have', async () => {
    const workspace = spelled(onDisk, inText)
    const { diagnostics } = await workspace.build()
    expect(diagnostics).toEqual([])
    const page = workspace.read('out/archive/articles/second/index.html')
    expect(page).toContain('href="../../articles/%C3%A9cole/"')
    expect(page).toContain(`href="../../articles/%C3%A9cole/#d${composed}but"`)
    expect(page).toMatch(/<img [^>]*src="\.\.\/\.\.\/images\/\w+\.png"/)
    const letter = workspace.read(`out/email/d${composed}cembre/everyone/email.html`)
    expect(letter).toContain('/articles/%C3%A9cole/"')
    expect(letter).toMatch(/<img[^>]*mail\/\w+\.png"/)
  })

  it('are known in the next build, which follows a picture that changes', async () => {
    const workspace = spelled(onDisk, inText)
    await workspace.build()
    expect((await workspace.build()).replaced).toEqual([])
    workspace.write(`articles/images/${onDisk}.png`, makePng(50, 30))
    expect((await workspace.build()).replaced).toContain('archive')
    expect(workspace.read('out/archive/articles/second/index.html')).toContain('width="50"')
  })
})
