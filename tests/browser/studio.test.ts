import { describe, expect, it } from 'vitest'
import { article, makePng } from '../press/workspace-fixture.ts'
import { hasBrowser } from './browser.ts'
import { isFullMatrix, judgeOn, screensOf } from './judge-page.ts'
import { createStudios } from './open-studio.ts'
import { file, openReport, paragraph } from './studio-report.ts'

const studios = createStudios()

describe.skipIf(!hasBrowser)('the page on which one writes', () => {
  studios.begin()

  it('can be read and used by everyone, wide and narrow, light and dark', async () => {
    const { studio, writing } = await openReport(studios)
    const { page } = writing
    const screens = isFullMatrix ? screensOf([320, 640, 1280, 1700]) : screensOf([320, 1280])
    expect(await judgeOn(page, screens)).toEqual([])
    await page.click('#tab-email')
    await page.locator('#envelope').waitFor()
    expect(await judgeOn(page, isFullMatrix ? screens : screensOf([320]))).toEqual([])
    await writing.type('Mine.')
    studio.workspace.write(file, article({ title: 'Theirs' }, 'The committee met.'))
    await page.getByRole('button', { name: 'Look at what is different' }).click()
    expect(await judgeOn(page, isFullMatrix ? screens : screensOf([320]))).toEqual([])
    expect(writing.complaints).toEqual([])
  })

  it('shows at once what is typed, and stays at its place', async () => {
    const { writing } = await openReport(studios)
    const { page } = writing
    const inside = page.frames()[1]!
    await inside.evaluate('scrollTo({ top: 400, behavior: "instant" })')
    await page.locator('.cm-content').press('Control+Home')
    for (let line = 0; line < 6; line++) await page.keyboard.press('ArrowDown')
    await page.keyboard.type('Words that are **new**. ')
    await expect.poll(writing.shown).toContain('Words that are new.')
    expect(await inside.evaluate('scrollY')).toBe(400)

    const heading = page.frameLocator('#frame').getByRole('heading', { name: 'Thanks' })
    await inside.evaluate('document.querySelector("#thanks").scrollIntoView({ behavior: "instant" })')
    const top = async (): Promise<number> => Math.round((await heading.boundingBox())!.y)
    const before = await top()
    await page.keyboard.insertText(`${paragraph} And more. `)
    await expect.poll(writing.shown).toContain('And more.')
    expect(await top()).toBe(before)
    expect(writing.complaints).toEqual([])
  })

  it.runIf(isFullMatrix)(
    'goes to the section in which the caret is, and from a heading to its line',
    async () => {
      const { writing } = await openReport(studios)
      const { page } = writing
      await page.emulateMedia({ reducedMotion: 'reduce' })
      const heading = page.frameLocator('#frame').getByRole('heading', { name: 'Thanks' })
      const top = async (): Promise<number> => (await heading.boundingBox())?.y ?? 0
      expect(await top()).toBeGreaterThan(900)
      await writing.type('')
      await expect.poll(top).toBeLessThan(800)
      await page.locator('.cm-content').press('Control+Home')
      await page.frameLocator('#frame').getByRole('heading', { name: 'Dates' }).getByText('Dates').click()
      await page.keyboard.type('Early ')
      await expect.poll(writing.text).toContain('Early ## Dates')
    },
  )

  it.runIf(isFullMatrix)(
    'follows what is typed far below a heading, until its reader has scrolled away',
    async () => {
      const { writing } = await openReport(studios)
      // Without a way between two places, on which one is when the reader scrolls.
      await writing.page.emulateMedia({ reducedMotion: 'reduce' })
      const frame = writing.page.frames()[1]!
      const isSeen = `(() => {
      const range = document.createRange()
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf('LAST')
        if (at < 0) continue
        range.setStart(walker.currentNode, at)
        range.setEnd(walker.currentNode, at + 4)
        const { top, bottom } = range.getBoundingClientRect()
        return top > 0 && bottom < innerHeight
      }
    })()`
      await writing.type('')
      for (let more = 0; more < 4; more++) await writing.page.keyboard.insertText(`\n\n${paragraph}`)
      await writing.page.keyboard.insertText('\n\nLAST')
      await expect.poll(() => frame.evaluate(isSeen)).toBe(true)
      await frame.evaluate('scrollTo({ top: 100, behavior: "instant" })')
      await writing.page.keyboard.insertText(' word.')
      await expect.poll(writing.shown).toContain('LAST word.')
      expect(await frame.evaluate('scrollY')).toBe(100)
    },
  )

  it.runIf(isFullMatrix)(
    'opens what the preview links to in a tab of its own, and goes to places of the preview in it',
    async () => {
      const { studio, writing } = await openReport(studios)
      const frame = writing.page.frameLocator('#frame')
      const inside = writing.page.frames()[1]!
      await frame.getByRole('link', { name: 'Thanks' }).first().click()
      await expect.poll(() => inside.evaluate('scrollY')).toBeGreaterThan(100)
      const tab = studio.context.waitForEvent('page')
      await frame.getByRole('link', { name: 'Glossary' }).first().click()
      expect((await tab).url()).toContain('/archive/glossary/')
      expect(inside.url()).toMatch(/\/-\/frame$/)
    },
  )

  it('is saved by the keyboard alone, and leads to the findings and back', async () => {
    const { studio, writing } = await openReport(studios)
    const { page } = writing
    await page.keyboard.press('Control+End')
    await page.keyboard.type('Written without a mouse.')
    await expect.poll(writing.state).toBe('Unsaved changes')
    await page.keyboard.press('Control+s')
    await expect.poll(writing.state).toBe('Saved')
    expect(studio.workspace.read(file)).toContain('Written without a mouse.')
    await page.locator('#findings li').first().waitFor()
    await page.keyboard.press('F6')
    expect(await page.evaluate('document.activeElement.id')).toBe('tab-page')
    await page.keyboard.press('F6')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.type('!')
    await expect.poll(writing.text).toMatch(/![A-Z]{3}/)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(`document.activeElement.closest('.cm-editor')`)).toBeNull()
    expect(writing.complaints).toEqual([])
  })

  it.runIf(isFullMatrix)('shows the newest text, though the answer to an older one comes late', async () => {
    const { writing } = await openReport(studios)
    const { promise, resolve } = Promise.withResolvers<void>()
    let asked = 0
    await writing.page.route('**/-/preview', async (route) => {
      if (++asked === 1) await promise
      await route.continue()
    })
    await writing.type('Older. ')
    await expect.poll(() => asked).toBe(1)
    await writing.type('Newer. ')
    resolve()
    await expect.poll(writing.shown).toContain('Older. Newer.')
    await writing.type('Newest.')
    await expect.poll(writing.shown).toContain('Older. Newer. Newest.')
  })

  it('adds a term to the glossary with one form', async () => {
    const { studio, writing } = await openReport(studios)
    const { page } = writing
    const form = page.locator('#unknown-list li', { hasText: 'ZQX' }).locator('form')
    await form.getByLabel('What they stand for').fill('zone of quiet examples')
    await writing.type('More.')
    await expect.poll(writing.shown).toContain('More.')
    await form.getByRole('button').click()
    await page.locator('#terms', { hasText: 'zone of quiet examples' }).waitFor()
    expect(studio.workspace.read('articles/glossary.yaml')).toContain('zone of quiet examples')
    expect(await page.locator('#unknown-list li', { hasText: 'ZQX' }).count()).toBe(0)
  })

  it.runIf(isFullMatrix)('takes a picture that is chosen, and waits for its description', async () => {
    const { studio, writing } = await openReport(studios)
    await writing.type('')
    const chosen = { name: 'Summer fête.png', mimeType: 'image/png', buffer: makePng(9, 9) }
    await writing.page.setInputFiles('#picture-file', chosen)
    await expect.poll(writing.text).toMatch(/!\[\]\(images\/[^)]+\.png\)$/)
    await writing.page.keyboard.type('A tent')
    const [, name] = /!\[A tent\]\(images\/([^)]+)\)/.exec(await writing.text())!
    expect(studio.workspace.readBytes(`articles/images/${name}`)).toEqual(makePng(9, 9))
    await expect
      .poll(() => writing.page.frames()[1]!.evaluate('[...document.images].at(-1)?.naturalWidth'))
      .toBeGreaterThan(0)
  })

  it.runIf(isFullMatrix)('completes the address of an article, and the kind of a box', async () => {
    const { writing } = await openReport(studios)
    await writing.type('[first](fir')
    const options = writing.page.locator('.cm-tooltip-autocomplete')
    await expect.poll(() => options.innerText()).toContain('first.md')
    await writing.page.keyboard.press('Escape')
    await writing.type('\n\n:::im')
    await expect.poll(() => options.innerText()).toContain('important')
  })

  it.runIf(isFullMatrix)('switches the draft off and on by its line alone', async () => {
    const { studio, writing } = await openReport(studios)
    const before = await writing.text()
    await writing.page.getByLabel('Draft').uncheck()
    expect(await writing.text()).toBe(before.replace('draft: true\n', ''))
    // Wherever the focus is.
    await writing.page.keyboard.press('Control+s')
    await expect.poll(writing.state).toBe('Saved')
    expect(studio.workspace.read(file)).not.toContain('draft:')
  })
})
