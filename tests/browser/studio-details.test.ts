import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { article, makePng, type Files } from '../press/workspace-fixture.ts'
import { hasBrowser } from './browser.ts'
import { isFullMatrix, judgeOn, screensOf } from './judge-page.ts'
import { createStudios, type OpenStudio, type WritingPage } from './open-studio.ts'

const file = 'articles/report.md'
const issue = 'articles/issues/2023-05.md'
const files: Files = {
  [file]: '---\n# Ours\ntitle: The report\nsenses: {}\n---\n\nThe committee met.\n',
  'articles/walks.md': article({ title: 'A walk', series: 'Walks' }, 'We walked.'),
  [issue]:
    '---\nsubject: May\ndate: 2023-05-06\narticles:\n  - report # the long one\n  - walks\n---\n\nDear members,\n',
}

const studios = createStudios()

async function open(name = file): Promise<{ studio: OpenStudio; writing: WritingPage; page: Page }> {
  const studio = await studios.open(files)
  const writing = await studio.open(name)
  await writing.page.locator('#fields:not(:disabled) label').first().waitFor({ state: 'attached' })
  return { studio, writing, page: writing.page }
}

async function unfold(page: Page): Promise<void> {
  await page.getByText('Details', { exact: true }).click()
}

describe.runIf(hasBrowser && isFullMatrix)('the details of what is written', () => {
  studios.begin()

  it('can be read and filled in by everyone, wide and narrow, light and dark', async () => {
    const screens = screensOf([320, 640, 1280])
    for (const name of [file, issue]) {
      const { page, writing } = await open(name)
      if (name === file) await unfold(page)
      await page.locator('#fields input').first().fill('')
      await page.getByText('cannot be empty').waitFor()
      expect(await judgeOn(page, screens)).toEqual([])
      expect(writing.complaints).toEqual([])
    }
  })

  it('write their own key into the text, show what the text says, and are undone there', async () => {
    const { page, writing } = await open()
    const text = await writing.text()
    await unfold(page)
    await page.getByLabel('Title').fill('Room #4: yes')
    expect(await writing.text()).toBe(text.replace('The report', '"Room #4: yes"'))
    await expect.poll(() => page.textContent('#title')).toBe('Room #4: yes')
    await page.getByLabel('Series').fill('Walks')
    await page.getByLabel('Authors').fill('Ann\nBea')
    await page.getByLabel('Date').fill('2023-05-06')
    expect(await writing.text()).toContain('series: Walks\nauthors:\n  - Ann\n  - Bea\ndate: 2023-05-06\n---')
    await page.getByLabel('Series').fill('')
    expect(await writing.text()).not.toContain('series')
    await page.locator('.cm-content').focus()
    await page.keyboard.press('Control+z')
    expect(await page.getByLabel('Series').inputValue()).toBe('Walks')
    for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z')
    expect(await writing.text()).toBe(text)
    expect(await page.getByLabel('Title').inputValue()).toBe('The report')
  })

  it('show what becomes of the text, but never under the hands of who is typing', async () => {
    const { page } = await open()
    await unfold(page)
    const title = page.getByLabel('Title')
    await title.focus()
    await page.evaluate(
      `import('@codemirror/view').then(({ EditorView }) => {
        const view = EditorView.findFromDOM(document.body)
        const from = view.state.doc.toString().indexOf('The report')
        view.dispatch({ changes: { from, to: from + 3, insert: 'Their' } })
      })`,
    )
    await expect.poll(() => page.textContent('#title')).toBe('Their report')
    expect(await title.inputValue()).toBe('The report')
    await title.press('Tab')
    expect(await title.inputValue()).toBe('Their report')
  })

  it('keep a title, and say that they do', async () => {
    const { page, writing } = await open()
    await unfold(page)
    const title = page.getByLabel('Title')
    await title.fill('')
    await page.getByText('Title cannot be empty').waitFor()
    expect(await writing.text()).toContain('title: The report')
    await title.press('Tab')
    expect(await title.inputValue()).toBe('The report')
  })

  it('say that the top of the text is broken, and are there again when it is not', async () => {
    const { page, writing } = await open()
    await unfold(page)
    await page.locator('.cm-content').press('Control+Home')
    await page.keyboard.type('Words')
    await page.getByText('cannot be read as they are').waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+z')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.type('a: b: c')
    await page.getByText('cannot be read as they are').waitFor()
    expect(await page.getByLabel('Title').isDisabled()).toBe(true)
    await page.getByRole('link', { name: 'See the findings' }).click()
    expect(await page.evaluate('document.activeElement.id')).toBe('findings-title')
    await page.locator('.cm-content').focus()
    await page.keyboard.press('Control+z')
    expect(await page.getByLabel('Title').isEnabled()).toBe(true)
    expect(writing.complaints).toEqual([])
  })

  it('bring a picture, or take one that is there', async () => {
    const { page, writing, studio } = await open()
    await unfold(page)
    const chosen = { name: 'Summer fête.png', mimeType: 'image/png', buffer: makePng(9, 9) }
    await page.locator('#fields input[type=file]').setInputFiles(chosen)
    await expect.poll(writing.text).toMatch(/\nimage: images\/[a-z-]+\.png\n/)
    const [, name = ''] = /image: images\/(\S+)/.exec(await writing.text())!
    expect(studio.workspace.readBytes(`articles/images/${name}`)).toEqual(makePng(9, 9))
    await page.getByLabel('Picture', { exact: true }).selectOption('images/square.png')
    expect(await writing.text()).toContain('image: images/square.png\n')
  })

  it('are open for an article that is yet to be written, and stay as they were left', async () => {
    const { page, studio } = await open()
    expect(await page.getByLabel('Title').isVisible()).toBe(false)
    studio.workspace.write('articles/new.md', article({ title: 'New', draft: 'true' }))
    const fresh = await studio.open('articles/new.md')
    await fresh.page.getByLabel('Title').waitFor()
    await unfold(fresh.page)
    await fresh.page.getByLabel('Title').waitFor({ state: 'hidden' })
    await fresh.page.reload()
    await fresh.page.locator('#fields:not(:disabled) label').first().waitFor({ state: 'attached' })
    expect(await fresh.page.getByLabel('Title').isVisible()).toBe(false)
  })

  it('put the articles of an issue in order, with the keyboard', async () => {
    const { page, writing } = await open(issue)
    await page.getByRole('button', { name: 'Down: The report' }).press('Enter')
    expect(await writing.text()).toContain('articles:\n  - walks\n  - report # the long one\n---')
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Up: The report')
    await page.getByLabel('How it is carried: A walk').selectOption('summary')
    expect(await writing.text()).toContain(
      'articles:\n  - slug: walks\n    as: summary\n  - report # the long one\n',
    )
    await page.getByLabel('Add an article').selectOption('first')
    await page.getByRole('button', { name: 'Add', exact: true }).press('Enter')
    await page.getByRole('button', { name: 'Remove: The report' }).press('Enter')
    expect(await writing.text()).toMatch(/as: summary\n  - first\n  # the long one\n---/)
    expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Remove: The first article')
  })

  it('leave the caret at the beginning of the words, with the top of the text in sight', async () => {
    const { page, writing } = await open()
    await expect.poll(() => page.evaluate(`document.activeElement.className`)).toContain('cm-content')
    await page.keyboard.type('Early. ')
    expect(await writing.text()).toContain('---\n\nEarly. The committee met.')
    expect(
      await page.locator('.cm-scroller').evaluate((element: { scrollTop: number }) => element.scrollTop),
    ).toBe(0)
  })
})
