import type { Processor } from 'unified'

/** The parts of micromark's interface that this file uses, so that the package need not be depended on by name. */
type State = (code: number | null) => State | undefined
interface Effects {
  enter: (type: string) => void
  exit: (type: string) => void
  consume: (code: number | null) => void
  check: (construct: object, ok: State, nok: State) => State
}
interface Construct {
  tokenize: (this: Context, effects: Effects, ok: State, nok: State) => State
}
interface Extension {
  text?: Record<number, object>
}
interface Context {
  previous: number | null
}

/** These two may stand straight after a letter: `the:plain[IP]`. */
const ownNames = new Set(['plain', 'term'])
const wordCharacter = /[\p{L}\p{M}\p{N}]/u

/**
 * Makes remark-directive read `:name` in running text as a directive only if `[` follows the name, the name begins
 * with a letter, and no letter or digit stands before the colon. So `Key:value`, `Note:this[^1]` and `10:30` are never
 * anything but text.
 */
export function narrowTextDirectives(this: Processor): void {
  const extensions = (this.data() as { micromarkExtensions: Extension[] }).micromarkExtensions
  const index = extensions.findIndex((extension) => extension.text?.[colon])
  const directive = extensions[index]!.text![colon] as Construct
  extensions[index] = { ...extensions[index], text: { [colon]: narrowed(directive) } }
}

const colon = 58
const openBracket = 91

function narrowed(directive: Construct): Construct {
  return {
    ...directive,
    tokenize(effects, ok, nok) {
      const before = this.previous
      const followsWord = before !== null && before > 0 && wordCharacter.test(String.fromCodePoint(before))
      const start = directive.tokenize.call(this, effects, ok, nok)
      return effects.check({ tokenize: lookAhead(followsWord), partial: true }, start, nok)
    },
  }
}

/** Reads `:name[` and says whether it can begin a directive. */
function lookAhead(followsWord: boolean): Construct['tokenize'] {
  return (effects, ok, nok) => {
    let name = ''
    const inName: State = (unit) => {
      if (unit === openBracket) {
        effects.exit('directiveLook')
        return /^\p{L}/u.test(name) && (!followsWord || ownNames.has(name)) ? ok(unit) : nok(unit)
      }
      const letter = unit !== null && unit > 0 ? String.fromCodePoint(unit) : ''
      if (!/[\p{L}\p{M}\p{N}_-]/u.test(letter)) return nok(unit)
      name += letter
      effects.consume(unit)
      return inName
    }
    return (unit) => {
      effects.enter('directiveLook')
      effects.consume(unit)
      return inName
    }
  }
}
