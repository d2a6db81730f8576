import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Report } from '../../diagnostics/index.ts'
import type { Settings } from '../../model/settings.ts'

type GateSettings = Pick<Settings, 'archive' | 'baseUrl' | 'serviceUrl' | 'joining'>

/**
 * Reports what would keep members from signing in to an archive that is for them: the cookie is for one host, and for
 * https, so the archive and the service must share both; only on a developer's own machine it may be http. Warns where
 * anybody can become a member by themselves. Says whether members can sign in.
 */
export function checkGate({ archive, baseUrl, serviceUrl, joining }: GateSettings, report: Report): boolean {
  if (archive.access !== 'members') return true
  if (joining.open) {
    const message = 'Unexpected `joining.open` beside `archive.access: members`, expected one of both'
    report({ rule: 'server/anybody-joins', message, file: 'tidings.yaml' })
  }
  const refuse = (message: string): false => {
    report({ rule: 'server/gate-address', message, file: 'tidings.yaml' })
    return false
  }
  const service = new URL(serviceUrl)
  if (service.origin !== new URL(baseUrl).origin) {
    return refuse(
      `Unexpected \`serviceUrl\` ${serviceUrl} beside \`baseUrl\` ${baseUrl}, expected both on one host: browsers bring the sign-in to no other`,
    )
  }
  return service.protocol === 'https:' || isThisMachine(service.hostname)
    ? true
    : refuse(`Unexpected scheme of ${serviceUrl}, expected https: a sign-in must not travel in the open`)
}

function isThisMachine(host: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(host)
}

/** Warns where there is nothing to stand before yet. */
export function checkArchiveIsBuilt(folder: string, report: Report): void {
  if (existsSync(path.join(folder, 'index.html'))) return
  const message = `Unexpected empty ${folder}, expected the archive`
  report({ rule: 'server/archive-not-built', message, file: 'out/archive' })
}
