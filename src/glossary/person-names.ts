/** Members and their initials, as minutes have them: `Present: Ann Smith (AS)`. No glossary is to name them. */

const NAME = /^\p{Lu}[\p{Ll}’']+(?:[-’']?\p{Lu}[\p{Ll}’']+)*$/u
const TITLE = /^(?:Dr|Mrs?|Ms|Miss|Mx|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Cllr|Councillor)\.?$/u
const ARTICLE =
  /(?:^|[\s(“"])(?:the|an?|our|their|its|this|that|your|his|her|each|every|any|new|local|national)\s+$/iu
/** What bodies and papers are called, and people are not. */
const NO_PERSON =
  /^(?:Act|Academy|Agency|Alliance|Assembly|Assessment|Association|Authority|Award|Board|Bill|Britain|Care|Centre|College|Commission|Committee|Conference|Congress|Council|Curriculum|Department|Education|England|Europe|Executive|Federation|Forum|Foundation|Framework|Fund|Group|Health|House|Inspectorate|Institute|Ireland|Kingdom|Learning|Office|Officer|Parliament|Party|Pay|Plan|Policy|Programme|Project|Report|Review|School|Schools|Scheme|Scotland|Service|Services|Society|Staff|Standards?|States|Strategy|Support|Teacher|Teachers|Team|Trust|Union|University|Wales|Workers?)$/u
const ATTENDANCE =
  /(?:^|[\n.;]\s*)(?:present|(?:with )?apologies|in attendance|attendance|attending|attendees|absent|chair(?:ed by)?|minutes|guests?|speakers?|officers)\b[^.\n]*$/iu

/** How sure a pair is that may be a person and the initials: enough to be shown, not to be written by itself. */
export const MAYBE_PERSON = 0.6

/** Whether an expansion could be a person's name, by its shape and by what stands before it. */
export function mayBePerson(letters: string, expansion: string, lead: string): boolean {
  const words = expansion.split(/\s+/u).filter((word) => !TITLE.test(word))
  const initials = words.map((word) => word.match(/\p{Lu}/gu)?.join('') ?? '')
  return (
    words.length > 1 &&
    words.length < 4 &&
    words.every((word) => NAME.test(word) && !NO_PERSON.test(word)) &&
    (initials.join('') === letters || initials.map((one) => one[0]).join('') === letters) &&
    !ARTICLE.test(lead)
  )
}

/** Whether the text in front says that who was there follows. */
export function isAttendance(lead: string): boolean {
  return ATTENDANCE.test(lead)
}
