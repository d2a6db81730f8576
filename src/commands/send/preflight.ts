import { checkArchiveIsLive, checkUnsubscribeAnswers } from '../../delivery/index.ts'
import type { CommandContext } from '../command.ts'
import type { Office } from '../with-database.ts'
import type { LetterMaterial } from './sending.ts'

/** Looks whether the archive is live at this content and members can leave; `--offline` leaves it out, and says so. */
export async function preflight(
  { report }: Office,
  { built: { manifest }, keys }: LetterMaterial,
  { offline = false, quiet = false }: { offline?: boolean; quiet?: boolean },
  { terminal }: CommandContext,
): Promise<boolean> {
  if (offline) {
    if (!quiet) terminal.err('Not looked at (--offline): the archive on the web, the unsubscribe address.\n')
    return true
  }
  const isLive = await checkArchiveIsLive(manifest, { fetch }, report)
  const answers = await checkUnsubscribeAnswers(manifest.serviceUrl, keys, { fetch, now: Date.now() }, report)
  return isLive && answers
}
