import type { Report } from '../../diagnostics/index.ts'
import type { Manifest } from './manifest-schema.ts'

/** An issue as its sources would make it now. */
export interface CurrentIssue {
  id: string
  contentHash: string
}

/**
 * Whether what was built is what the sources make now; `issues` are those that no error stops. Reports an issue that has
 * errors since it was built, and one that has changed: neither is what somebody has looked at.
 */
export function checkIsCurrent(
  { issue, contentHash }: Manifest,
  issues: readonly CurrentIssue[],
  report: Report,
): boolean {
  const now = issues.find(({ id }) => id === issue)
  if (now?.contentHash === contentHash) return true
  const file = `out/email/${issue}/manifest.json`
  if (now) {
    const message = 'Unexpected change since the issue was built, expected the sources that it was built from'
    report({ rule: 'delivery/issue-not-current', message, file })
  } else {
    const message = `Unexpected errors in issue \`${issue}\`, expected one that can be built`
    report({ rule: 'delivery/issue-has-errors', message, file })
  }
  return false
}
