import type { BuildResult } from '../press/index.ts'
import { escapeHtml, findingsList, studioPage } from './studio-page.ts'
import { countErrors } from './reload-script.ts'

/** What stands at an address where there is no page: that, and the errors that may be why. */
export function missingPage(address: string, result: BuildResult | undefined): string {
  const errors = errorsOf(result)
  const reason = result ? 'The last build made nothing for it.' : 'The first build is not finished yet.'
  return studioPage(
    'There is no such page',
    `<h1>There is no such page</h1>
<p><code>${escapeHtml(address)}</code>: ${reason} This page loads again after the next build.</p>
<p><a href="/">What there is</a></p>
${errors.length > 0 ? `<h2>${countErrors(errors.length)}</h2><p>What an error stops is not made until it is put right.</p>${findingsList(errors)}` : ''}`,
  )
}

/** What keeps pages out of `out/`, or as they were. */
export function errorsOf(result: BuildResult | undefined): BuildResult['diagnostics'] {
  return result?.diagnostics.filter(({ severity }) => severity === 'error') ?? []
}
