import type { Report } from '../../diagnostics/index.ts'
import type { Manifest } from '../letters/manifest-schema.ts'
import { describeAnswer, linkedPictures, look, noteOn, type LookOptions } from './look.ts'

/** How many pictures are asked for at a time. */
const atATime = 4

/**
 * Looks whether the archive on the web is the one that was built with these letters: the page must carry the
 * content's hash, and every picture that the letters show must be there for everyone. Reports what is not. Asks with GET
 * and HEAD and changes nothing.
 */
export async function checkArchiveIsLive(
  manifest: Manifest,
  options: LookOptions,
  report: Report,
): Promise<boolean> {
  const isPageLive = await checkPage(manifest, options, report)
  const urls = linkedPictures(manifest)
  let areLive = true
  for (let index = 0; index < urls.length; index += atATime) {
    const looked = await Promise.all(
      urls.slice(index, index + atATime).map((url) => checkPicture(url, options, report)),
    )
    areLive &&= looked.every(Boolean)
  }
  return isPageLive && areLive
}

async function checkPage(
  { archiveUrl, contentHash }: Manifest,
  options: LookOptions,
  report: Report,
): Promise<boolean> {
  const answer = await look(archiveUrl, 'GET', options)
  const found =
    answer.ok && (answer.status === 200 || isGate(answer))
      ? describeMark(answer.body, contentHash)
      : describeAnswer(answer, archiveUrl)
  if (found === undefined) return true
  const message = `Unexpected ${found} at ${archiveUrl}, expected the issue's page as it was built`
  report({ rule: 'delivery/archive-not-live', message, file: 'out/archive', ...noteOn(answer) })
  return false
}

/** Where the archive is for members, the page with the form bears the mark of what is behind it. */
function isGate({ status, body }: { status: number; body: string }): boolean {
  return status === 401 && markTag.test(body)
}

const markTag = /<meta\s[^>]*name=["']?tidings-content(?=["'\s/>])[^>]*>/i

/** What is wrong with a page's mark; nothing where it is the one that is looked for. */
function describeMark(page: string, contentHash: string): string | undefined {
  const tag = markTag.exec(page)?.[0]
  const mark = tag && /content=["']?([0-9a-f]{64})\b/i.exec(tag)?.[1]
  if (mark === undefined) return 'page without the mark `tidings-content`'
  return mark.toLowerCase() === contentHash ? undefined : 'page of an older or newer build'
}

async function checkPicture(url: string, options: LookOptions, report: Report): Promise<boolean> {
  let answer = await look(url, 'HEAD', options)
  // Some servers know no HEAD.
  if (answer.ok && (answer.status === 405 || answer.status === 501)) answer = await look(url, 'GET', options)
  if (answer.ok && answer.status === 200 && answer.type.startsWith('image/')) return true
  const message = `Unexpected ${describeAnswer(answer, url)} at ${url}, expected a picture of the letters`
  report({ rule: 'delivery/picture-not-live', message, file: 'out/archive', ...noteOn(answer) })
  return false
}
