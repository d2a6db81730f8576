import type { GateMessages } from './gate-messages.ts'

/** Signing in, in English. */
export const gateEnglish: GateMessages = {
  title: 'Sign in to read',
  introduction: (organisation) =>
    `These pages are for members of ${organisation}. Tell us the address that your newsletter comes to, and we send you a link that signs you in. There is no password.`,
  readOn: 'Sign in to read on',
  address: 'E-mail address',
  addressHint: 'Such as sam@example.org',
  badAddress: 'Enter an e-mail address in the form sam@example.org.',
  stale: 'This page had been open for too long. Please press the button again.',
  button: 'Send me the link',
  notAMember: 'You do not get the newsletter yet?',
  subscribe: 'Subscribe to it',
  sentTitle: 'Look in your mailbox',
  sent: 'If this is the address of a member, we have sent a letter to it. Its link signs you in; it works for ten minutes.',
  sentHint:
    'No letter after a few minutes? Look among the unwanted mail, and check that it is the address your newsletter comes to.',
  pressTitle: 'Sign in',
  pressFor: 'This link signs this browser in for',
  pressHint:
    'Is this not your address, or did you not ask for it? Then close this page: nothing has happened.',
  pressButton: 'Sign in',
  signedInTitle: 'You are signed in',
  signedInAs: 'This browser is signed in for',
  toTheArchive: 'Go to the archive',
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out on every device',
  signOutEverywhereHint: 'For a device that you have lost or lent.',
  signedOutTitle: 'You are signed out',
  signedOut: 'This browser is signed in no more.',
  signedOutEverywhere: 'No browser and no device is signed in for you any more.',
  notSignedIn: 'This browser is not signed in.',
  signInAgain: 'Sign in',
  usedLink: {
    title: 'This link has been used',
    text: 'Each link signs in once. If it was not you who used it, ask for another, and then sign out on every device.',
  },
  lateLink: { title: 'This link has expired', text: 'A link works for ten minutes after we send it.' },
  unknownLink: {
    title: 'This link does not work',
    text: 'It is not one that we made, it was changed on its way, or it is more than a day old.',
  },
  cutShortLink: {
    title: 'This link is not whole',
    text: 'A part of it is missing: mail programs sometimes break long links. Please copy all of it from the letter, or open the letter again and press the link there.',
  },
  cannotSignIn: {
    title: 'You cannot sign in at present',
    text: 'The pages are for members, and this membership or its address has changed. If that is a mistake, please tell us.',
  },
  askForAnother: 'Ask for another link',
  foreignForm: {
    title: 'This did not come from our page',
    text: 'Nothing has happened. Please open our page and use the form there.',
  },
  letterSubject: (publication) => `Your link to read ${publication}`,
  letterBefore: (publication) => [
    `Somebody, we hope you, asked to sign in to the archive of ${publication}.`,
    'This link signs you in, once, in the next ten minutes:',
  ],
  letterLink: 'Sign in',
  letterAfter: [
    'If it was not you, do nothing: nobody can sign in without this letter. Please pass it on to nobody.',
  ],
}
