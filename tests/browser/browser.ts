import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Whether browser tests can run; in CI a missing browser is a failure and not a reason to skip. */
export const hasBrowser = existsSync(executable) || process.env['CI'] === 'true'

if (!hasBrowser)
  process.stderr.write(
    `Skipping browser tests: no ${executable}. Install Chromium, or name it in CHROMIUM.\n`,
  )

/** Starts the machine's own Chromium, quiet: it calls nobody by itself. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })
}
