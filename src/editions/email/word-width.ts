import type { Element } from 'hast'
import { toString } from 'mdast-util-to-string'

/** Letters that take about a whole line's height, and those that take little. Fonts differ: these are the wide ones. */
const widths: [RegExp, number][] = [
  [/[\p{Mn}\p{Me}\p{Cf}]/u, 0],
  [/[.,:;'’!|()[\]iljtfrI-]/u, 0.45],
  [
    /[mwMW@%&—…\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u,
    1,
  ],
  [/\p{Lu}/u, 0.75],
]
const usual = 0.63

/** Between these a line may end; a no-break space is none of them. */
const lineEnds = /[\t\n\r \u200B-]+|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u

/** About how wide the widest word of a table's cell is, in parts of the size of its text. */
export function widestWord(cell: Element): number {
  const widest = Math.max(0, ...toString(cell).split(lineEnds).map(widthOf))
  return cell.tagName === 'th' ? widest * 1.1 : widest
}

function widthOf(word: string): number {
  let width = 0
  for (const sign of word) width += widths.find(([signs]) => signs.test(sign))?.[1] ?? usual
  return width
}
