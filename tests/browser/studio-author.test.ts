import { describe, expect, it } from 'vitest'
import { article, type Files } from '../press/workspace-fixture.ts'
import { hasBrowser } from './browser.ts'
import { isFullMatrix } from './judge-page.ts'
import { createStudios, type OpenStudio, type WritingPage } from './open-studio.ts'

const file = 'articles/report.md'
const long = Array.from({ length: 12 }, () =>
  'The committee met and talked about the year that was. '.repeat(8),
)
const files: Files = {
  'articles/away.md': article({ title: 'A walk' }, 'We walked.'),
  [file]: article(
    { title: 'The report', date: '2023-05-06', tags: '[one, two, three]' },
    ...long.flatMap((paragraph) => [paragraph, '']),
    '## Dates',
  ),
}

const studios = createStudios()

async function open(): Promise<{ studio: OpenStudio; writing: WritingPage }> {
  const studio = await studios.open(files)
  const writing = await studio.open(file)
  await expect.poll(writing.shown).toContain('The committee met')
  return { studio, writing }
}

describe.runIf(hasBrowser && isFullMatrix)('what an author meets in the studio', () => {
  studios.begin()

  it('shows the top of an article that is opened, whatever its front matter says', async () => {
    const { writing } = await open()
    expect(await writing.page.frames()[1]!.evaluate('scrollY')).toBe(0)
  })

  it('opens at the place that a finding of the first page names', async () => {
    const { studio } = await open()
    const { page, text } = await studio.open('articles/first.md')
    await page.goto(studio.server.withKey('/-/write?file=articles%2Ffirst.md&line=2&column=8'))
    await page.locator('.cm-content[contenteditable=true]:focus').waitFor()
    await page.keyboard.type('Here: ')
    expect(await text()).toMatch(/^---\ntitle: Here: /)
  })

  it('ends a list with a second Enter, and what is written next is no part of it', async () => {
    const { writing } = await open()
    await writing.type('\n\n- One\nTwo\n\nAfter.\n\n1. First\n\nBehind.')
    expect(await writing.text()).toMatch(/\n\n- One\n- Two\n\nAfter\.\n\n1\. First\n\nBehind\.$/)
    const item = writing.page
      .frameLocator('#frame')
      .getByRole('listitem')
      .filter({ hasText: /^First$/ })
    await expect.poll(() => item.count()).toBe(1)
  })

  it('offers the articles where a link needs an address, by a word of their titles', async () => {
    const { writing } = await open()
    const { page } = writing
    const options = page.locator('.cm-tooltip-autocomplete')
    await writing.type('\n\nagenda')
    await page.keyboard.press('Shift+Home')
    await page.getByRole('button', { name: 'Link' }).click()
    await expect.poll(() => options.innerText()).toContain('first.md')
    await page.keyboard.type('walk')
    await expect.poll(() => options.innerText()).not.toContain('first.md')
    await options.getByText('away.md').click()
    expect(await writing.text()).toMatch(/\[agenda\]\(away\.md\)$/)
  })

  it('says in sight why a picture was not taken, and leads back', async () => {
    const { writing } = await open()
    const { page } = writing
    await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
    const chosen = { name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') }
    await page.setInputFiles('#picture-file', chosen)
    const notice = page.getByRole('alert').filter({ hasText: 'notes.pdf' })
    await notice.waitFor()
    expect(await page.evaluate('scrollY')).toBeGreaterThan(20)
    expect((await notice.boundingBox())!.y).toBeGreaterThanOrEqual(0)
    await expect.poll(writing.state).toBe('Saved')
    await page.getByRole('button', { name: 'Close' }).press('Enter')
    await page.locator('.cm-content:focus').waitFor()
  })

  it('says where a document goes that is dropped on the text', async () => {
    const { writing } = await open()
    const before = await writing.text()
    await writing.page.evaluate(`{
      const data = new DataTransfer()
      data.items.add(new File(['PK'], 'minutes.docx', { type: 'application/zip' }))
      const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
      document.querySelector('.cm-content').dispatchEvent(drop)
    }`)
    await writing.page.getByRole('alert').filter({ hasText: 'minutes.docx' }).waitFor()
    expect(await writing.text()).toBe(before)
  })

  it('says that what is shown is of before, where front matter cannot be read', async () => {
    const { writing } = await open()
    await writing.page.locator('.cm-content').press('Control+Home')
    await writing.page.keyboard.press('ArrowDown')
    await writing.page.keyboard.type(': ')
    await expect.poll(() => writing.page.textContent('#trouble')).toContain('You see how it was before.')
    expect(await writing.shown()).toContain('The committee met')
  })
})
