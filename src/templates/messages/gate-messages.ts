import type { Problem } from './service-messages.ts'

/** The words of signing in to an archive that is for members. */
export interface GateMessages {
  /** The form. */
  title: string
  introduction: (organisation: string) => string
  /** Above the form, below an article's summary. */
  readOn: string
  address: string
  addressHint: string
  badAddress: string
  stale: string
  button: string
  notAMember: string
  subscribe: string
  sentTitle: string
  sent: string
  sentHint: string
  /** The page behind the link. */
  pressTitle: string
  pressFor: string
  pressHint: string
  pressButton: string
  /** For who is signed in. */
  signedInTitle: string
  signedInAs: string
  toTheArchive: string
  signOut: string
  signOutEverywhere: string
  signOutEverywhereHint: string
  signedOutTitle: string
  signedOut: string
  signedOutEverywhere: string
  notSignedIn: string
  signInAgain: string
  /** Links that do not sign in. */
  usedLink: Problem
  lateLink: Problem
  unknownLink: Problem
  cutShortLink: Problem
  cannotSignIn: Problem
  askForAnother: string
  foreignForm: Problem
  /** The letter with the link. */
  letterSubject: (publication: string) => string
  letterBefore: (publication: string) => string[]
  letterLink: string
  letterAfter: string[]
}
