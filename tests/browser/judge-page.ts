import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Whether every way of looking is wanted, and not one of each. */
export const isFullMatrix = process.env['BROWSER_MATRIX'] === 'full'

/** A way to look at a page. */
export interface Screen {
  width: number
  scheme: 'light' | 'dark'
  as?: 'forced colours' | 'print'
}

const schemes = ['light', 'dark'] as const

/** Every scheme at each of the widths. */
export function screensOf(widths: readonly number[]): Screen[] {
  return widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme })))
}

/** Shows an open page another way, without asking for it again. */
async function show(page: Page, { width, scheme, as }: Screen): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({
    colorScheme: scheme,
    forcedColors: as === 'forced colours' ? 'active' : 'none',
    media: as === 'print' ? 'print' : 'screen',
  })
}

/** What was found wrong with a page as it is shown. */
interface Judgement {
  /** Rules of accessibility that are broken, with where. */
  broken: string[]
  /** How many pixels the page is wider than its window. */
  overflow: number
}

/** Looks for what is wrong with an open page, which must let scripts of ours run. On paper no finger has to hit a link. */
async function judge(page: Page, as: Screen['as']): Promise<Judgement> {
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe)
  const rules = { 'target-size': { enabled: as !== 'print' } }
  const broken = await page.evaluate<
    string[]
  >(`axe.run({ resultTypes: ['violations'], rules: ${JSON.stringify(rules)} })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`)
  return { broken, overflow }
}

/** What is wrong with an open page, on each of the screens on which anything is. */
export async function judgeOn(page: Page, screens: readonly Screen[]): Promise<(Screen & Judgement)[]> {
  const judged: (Screen & Judgement)[] = []
  for (const screen of screens) {
    await show(page, screen)
    judged.push({ ...screen, ...(await judge(page, screen.as)) })
  }
  return judged.filter(({ broken, overflow }) => broken.length > 0 || overflow > 0)
}

/** Looks at pages whose own policy lets no script in: at their text, where there is none. */
export interface Looker {
  judge: (html: string, screens: readonly Screen[]) => Promise<(Screen & Judgement)[]>
}

/** A window of its own, which stays open until the browser closes. */
export async function openLooker(browser: Browser): Promise<Looker> {
  const page = await browser.newPage()
  return {
    judge: async (html, screens) => {
      await page.setContent(html)
      return judgeOn(page, screens)
    },
  }
}
