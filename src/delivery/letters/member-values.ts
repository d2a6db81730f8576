import type { AttributeValues } from '../../model/member.ts'
import type { AttributeDeclaration, Settings } from '../../model/settings.ts'
import type { Manifest } from './manifest-schema.ts'

/** What the values of one member are made from. */
export interface LetterMember {
  memberNumber: string | null
  address: string
  name: string
  attributes: AttributeValues
}

export interface MemberUrls {
  unsubscribeUrl: string
  preferencesUrl: string
}

type Values = Record<string, string>

/**
 * Returns what makes a member's values for the fields that an issue's letters show. A member without a name is greeted
 * by the publication's fallback; what a member lacks is empty.
 */
export function createMemberValues(
  manifest: Pick<Manifest, 'tokens' | 'language' | 'greetingFallback'>,
  attributes: Settings['attributes'],
): (member: LetterMember, urls: MemberUrls) => Values {
  const shown = new Set(manifest.tokens.map(({ field }) => field))
  const declared = Object.entries(attributes).filter(([name]) => shown.has(name))
  const formatDate = createDateFormat(manifest.language)
  return (member, urls) => {
    const values: Values = Object.create(null) as Values
    for (const [name, declaration] of declared) {
      values[name] = textOf(member.attributes[name], declaration, formatDate)
    }
    const { unsubscribeUrl, preferencesUrl } = urls
    // A publication may declare an attribute of these names: what is ours wins.
    values['name'] = member.name.trim() || manifest.greetingFallback
    values['email'] = member.address
    values['number'] = member.memberNumber ?? ''
    values['unsubscribeUrl'] = unsubscribeUrl
    values['preferencesUrl'] = preferencesUrl
    return values
  }
}

function textOf(
  value: AttributeValues[string] | undefined,
  { type }: AttributeDeclaration,
  formatDate: (date: string) => string,
): string {
  if (value === undefined) return ''
  return type === 'date' && typeof value === 'string' ? formatDate(value) : String(value)
}

/** Dates are written out in the publication's language, so that nobody takes a day for a month. */
function createDateFormat(language: string): (date: string) => string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  return (date) => {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
    return Number.isNaN(time) ? date : format.format(time)
  }
}
