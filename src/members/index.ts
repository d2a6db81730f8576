export { normaliseAddress } from './address.ts'
export type { Address, AddressFault } from './address.ts'
export { audienceTable } from './audience-table.ts'
export type { AudienceOptions, AudienceTable } from './audience-table.ts'
export { carrySuppressions } from './carry-suppressions.ts'
export { countMembers } from './count-members.ts'
export type { MemberCount } from './count-members.ts'
export { earlierAddressesOf, noteEarlierAddress } from './earlier-addresses.ts'
export { exportRoster } from './export-roster.ts'
export type { ExportOptions } from './export-roster.ts'
export { forgetApplications, forgetMember, forgottenHashes, isUnder, membersWithHash } from './forgotten.ts'
export { importRoster } from './import-roster.ts'
export type { ImportOptions, ImportResult } from './import-options.ts'
export { importEncodings } from './import-text.ts'
export type { ImportEncoding, RosterSource } from './import-text.ts'
export { readKeys } from './keys.ts'
export type { Keys } from './keys.ts'
export { readAttribute, readLanguage, readMoment, readText } from './read-value.ts'
export type { ReadValue } from './read-value.ts'
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
export { guardFormula, unguardFormula } from './formula-guard.ts'
export { compileSegment } from './segments.ts'
export {
  addressHeldBack,
  heldBack,
  heldReason,
  liftSuppressions,
  suppress,
  suppressionsOf,
} from './suppressions.ts'
export type { Candidate, HeldReason, Lifting, NewSuppression } from './suppressions.ts'
export { liftedSuppressions, suppressionsInForce, takeOverSuppression } from './take-over.ts'
export type { SuppressionRecord, WasLifted } from './take-over.ts'
export { choicesOf, takeOverChoices } from './take-over-preferences.ts'
export { createTokens } from './tokens.ts'
export type { TokenContent, TokenFault, TokenOptions, TokenPurpose, Tokens } from './tokens.ts'
export type { ImportSummary } from './write-import.ts'
