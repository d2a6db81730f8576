import { expect } from 'vitest'
import { article, type Files } from '../press/workspace-fixture.ts'
import type { OpenStudio, Studios, WritingPage } from './open-studio.ts'

/** The article that is written on. */
export const file = 'articles/report.md'
/** A long one of it. */
export const paragraph = 'The committee met and talked about the year that was. '.repeat(12)
/** A workspace with it. */
export const report: Files = {
  [file]: article(
    { title: 'The report', date: '2023-05-06', draft: 'true' },
    'The PRU (pupil referral unit) and the DfE met, and so did the ZQX.',
    ...['Pay', 'Dates', 'Thanks'].flatMap((heading) => ['', `## ${heading}`, '', paragraph, '', paragraph]),
  ),
}

/** The page, once the preview is there. */
export async function ready(studio: OpenStudio, of = file): Promise<WritingPage> {
  const writing = await studio.open(of)
  await expect.poll(writing.shown).toContain('The committee met')
  return writing
}

/** A studio of these files, and the page on which one writes in it. */
export async function openReport(
  studios: Studios,
  files: Files = report,
): Promise<{ studio: OpenStudio; writing: WritingPage }> {
  const studio = await studios.open(files)
  return { studio, writing: await ready(studio) }
}
