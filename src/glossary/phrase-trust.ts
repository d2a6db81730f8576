/** How far a phrase looks like a name that letters stand for, and not like a piece of a sentence. */

/** A subject before the phrase makes its first word a verb: "we asked the school for it". */
const SUBJECT = /(?:^|[\s"“‘(])(?:I|we|you|he|she|they|who)\s+$/iu
/** No name has one of these. */
const PRONOUN = /(?:^|\s)(?:it|them|him|us|me|they|he|she|we)(?:\s|$)/u
/** An article straight after a word that is neither "of" nor "in" is of the object of a verb: "met the minister". */
const OBJECT =
  /^(?!(?:of|in|for|to|on|at|by|from|with|and|or|under|over|into|out|up|as|per|against|between|behind|beyond|through|across|around|about|after|before|during|without|within)\s)\p{Ll}+ (?:the|an?) /u

/** What a confidence is multiplied with; `before` is the text in front of the phrase. */
export function phraseTrust(phrase: string, before = ''): number {
  if (/^\p{Lu}/u.test(phrase)) return PRONOUN.test(phrase) ? LITTLE : 1
  return PRONOUN.test(phrase) || OBJECT.test(phrase) || SUBJECT.test(before) ? LITTLE : 1
}

const LITTLE = 0.4
