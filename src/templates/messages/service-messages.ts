import type { GateMessages } from './gate-messages.ts'

/** The words of the pages that members meet outside the archive: leaving, choosing, joining. */
export interface ServiceMessages {
  /** The language the words are in (BCP 47). */
  language: string
  direction: 'ltr' | 'rtl'
  /** The link in the footer. */
  toTheArchive: string
  leave: {
    title: string
    question: (publication: string) => string
    explain: string
    button: string
    orChoose: string
    choose: string
    specimen: string
  }
  left: {
    title: string
    done: (publication: string) => string
    underway: string
    mistakeTitle: string
    mistake: string
    button: string
    choose: string
  }
  rejoined: { title: string; done: (publication: string) => string; choose: string }
  cannotRejoin: { title: string; text: string; join: string }
  preferences: {
    title: string
    introduction: (publication: string) => string
    seriesLegend: string
    seriesHint: string
    save: string
    saved: string
    nothingToChoose: string
    leaveTitle: string
    leaveText: (publication: string) => string
    leaveButton: string
    leftTitle: string
    leftText: (publication: string) => string
    rejoinButton: string
    stale: string
    specimen: string
  }
  join: {
    title: (publication: string) => string
    introduction: string
    address: string
    addressHint: string
    name: string
    optional: string
    button: string
    privacy: (organisation: string) => string
    badAddress: string
    stale: string
    sentTitle: string
    sent: string
    sentHint: string
  }
  confirm: {
    title: string
    question: (publication: string) => string
    button: string
    doneTitle: string
    done: (publication: string) => string
    leaveHint: string
  }
  letters: {
    confirmSubject: (publication: string) => string
    confirmBefore: (publication: string) => string[]
    confirmLink: string
    confirmAfter: string[]
    alreadySubject: (publication: string) => string
    alreadyBefore: (publication: string) => string[]
    alreadyLink: string
    alreadyAfter: string[]
    askUsSubject: (publication: string) => string
    askUsBefore: (publication: string) => string[]
    askUsAfter: string[]
  }
  gate: GateMessages
  problems: {
    cutShort: Problem
    invalidLink: Problem
    expiredLink: Problem
    usedLink: Problem
    missingField: Problem
    foreignForm: Problem
    tooLarge: Problem
    tooSlow: Problem
    tooMany: Problem
    badRequest: Problem
    notFound: Problem
    wrongMethod: Problem
    busy: Problem
    broken: Problem
    /** Before the address to write to. */
    writeTo: string
  }
}

/** A page that says why there is no other. */
export interface Problem {
  title: string
  text: string
}
