import type { Settings } from '../model/settings.ts'

/** What a recipient's field reads where no member is meant: in previews, and in the archive's copy of a letter. */
export function sampleValue(field: string, { serviceUrl, attributes }: Settings): string {
  const samples: Record<string, string> = {
    name: 'Alex Example',
    email: 'alex@example.org',
    number: '10042',
    unsubscribeUrl: `${serviceUrl}/u/sample`,
    preferencesUrl: `${serviceUrl}/p/sample`,
  }
  return samples[field] ?? attributes[field]?.values?.[0] ?? field
}
