export { normaliseAddress } from './address.ts'
export type { Address, AddressFault } from './address.ts'
export { audienceTable } from './audience-table.ts'
export type { AudienceOptions, AudienceTable } from './audience-table.ts'
export { countMembers } from './count-members.ts'
export type { MemberCount } from './count-members.ts'
export { forgetMember } from './forgotten.ts'
export { readKeys } from './keys.ts'
export type { Keys } from './keys.ts'
export {
  addMember,
  editMember,
  findMember,
  giveConsent,
  listMembers,
  preferencesOf,
  setPreference,
} from './roster.ts'
export type { MemberChanges, MemberFault, MemberHandle, NewMember, RosterOptions } from './roster.ts'
export { compileSegment } from './segments.ts'
export { addressHeldBack, heldBack, liftSuppressions, suppress, suppressionsOf } from './suppressions.ts'
export type { Candidate, HeldReason, Lifting, NewSuppression } from './suppressions.ts'
export { createTokens } from './tokens.ts'
export type { TokenContent, TokenFault, TokenOptions, TokenPurpose, Tokens } from './tokens.ts'
