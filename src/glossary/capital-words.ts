/** English words as authors write them in capitals. Each is here because it is surely, or maybe, no abbreviation. */

const wordsOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Words that make a sentence of what stands in capitals: `IT IS YOUR UNION`. */
export const sentenceWords = wordsOf(
  'IS ARE WAS WERE WILL WOULD SHOULD COULD CAN CANNOT MUST HAS HAVE HAD DO DOES DID DON NOT NEVER WE YOU YOUR OUR ' +
    'THEY THEM THEIR HIS HER MY THIS THAT THESE THOSE WHAT WHEN WHERE WHY HOW IF BECAUSE SO THEN LET',
)

/** Words that nothing else is written like: in capitals they are a raised voice. */
export const raisedWords = new Set([
  ...sentenceWords,
  ...wordsOf(
    'AND OR BUT THE AN OF ON IN BY TO FOR FROM WITH WITHOUT INTO UP OUT OFF OVER UNDER ABOUT ALL ANY NO YES ONLY NEW NOW ' +
      'FREE HERE THERE MAY BEFORE AFTER EVERY EACH BOTH ONE TWO MORE MOST SOME NONE MANY MUCH STOP PLEASE VERY SAVE DATE ' +
      'ALWAYS AGAIN ALSO JUST STILL ELSE OTHER ANOTHER EVERYONE ANYONE NOBODY SAME LAST NEXT FIRST SAID SAY SAYS GO GET ' +
      'MAKE TAKE GIVE TELL KNOW LOOK SEE COME KEEP READ WRITE HELP VOTE JOIN WAIT WATCH LISTEN CHECK OPEN CLOSED WIN LOSE ' +
      'PAY WORK IMPORTANT URGENT WARNING ATTENTION CAUTION DANGER NOTE NOTICE REMINDER REMEMBER DEADLINE ACTION AGENDA ' +
      'PRESENT APOLOGIES UPDATE UPDATED TODAY TOMORROW YESTERDAY TONIGHT MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY ' +
      'SATURDAY SUNDAY THANK THANKS SORRY WELCOME HELLO DEAR CONFIDENTIAL DRAFT CANCELLED POSTPONED IMMEDIATELY REALLY ' +
      'DAY WEEK MONTH YEAR SUMMER WINTER SPRING AUTUMN SCHOOL UNION BRANCH MEMBER MEETING REPORT BALLOT STRIKE CONFERENCE',
  ),
])

/** Words that stand where a name may stand, and that abbreviations are written like: `IT`, `WHO`. */
export const pronouns = wordsOf('IT HE SHE WHO US ME AS AT BE AM')

/** Other words that abbreviations are written like; what stands beside them says which they are. */
export const doubtfulWords = wordsOf(
  'NICE AIM AIMS ACT ACTS CARE START SHARE SMART SAFE FAST CALL NEWS FACT SET',
)
