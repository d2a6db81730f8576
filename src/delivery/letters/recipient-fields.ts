import type { Manifest } from './manifest-schema.ts'

/** Fields that every letter can have; the publication's attributes come on top. */
const standardFields = new Set(['name', 'email', 'number', 'unsubscribeUrl', 'preferencesUrl'])

/** Whether a member can have this field, as the publication is configured. */
export function isKnownField(field: string, attributes: object): boolean {
  return standardFields.has(field) || Object.hasOwn(attributes, field)
}

/** A field that the letters show of a member, and that some members may lack. */
export interface UsedField {
  field: string
  /** `attribute`: a key of the member's attributes. `name` has a fallback, so it is never empty in a letter. */
  kind: 'name' | 'number' | 'attribute'
}

/** The fields of members that the letters of an issue show: a plan tells how many members lack each. */
export function fieldsUsed({ tokens }: Manifest): UsedField[] {
  const fields = [...new Set(tokens.map(({ field }) => field))].sort()
  return fields.flatMap((field): UsedField[] => {
    if (field === 'name' || field === 'number') return [{ field, kind: field }]
    return standardFields.has(field) ? [] : [{ field, kind: 'attribute' }]
  })
}
