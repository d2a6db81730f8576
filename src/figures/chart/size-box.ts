import type { MeasureText } from '../text/measure-text.ts'
import type { BoxShape, ChartBox } from './chart.ts'
import { textStyles, type TextRole } from './chart-measures.ts'
import { breakLines, type FindTerms, type TextLine } from './text-block.ts'

/** A line with what it is for. */
export interface RoleLine extends TextLine {
  role: TextRole
}

/** Texts broken into lines, and the room they take. */
export interface TextBlock {
  lines: RoleLine[]
  width: number
  height: number
}

export interface SizedBox extends TextBlock {
  box: ChartBox
  /** Of the whole box, in whole pixels. */
  boxWidth: number
  boxHeight: number
}

/** What a shape needs round its text: room on both sides, or a multiple of the text's own. */
interface Room {
  across: number
  down: number
  factor?: { across: number; down: number }
}

const rooms: Record<BoxShape, Room> = {
  box: { across: 28, down: 20 },
  rounded: { across: 28, down: 20 },
  pill: { across: 44, down: 20 },
  circle: { across: 16, down: 12, factor: { across: Math.SQRT2, down: Math.SQRT2 } },
  diamond: { across: 20, down: 12, factor: { across: 1.7, down: 2.43 } },
  doubled: { across: 44, down: 20 },
  cylinder: { across: 28, down: 36 },
  hexagon: { across: 52, down: 20 },
  flag: { across: 44, down: 20 },
  leaning: { across: 60, down: 20 },
  'leaning-back': { across: 60, down: 20 },
  'wide-foot': { across: 60, down: 20 },
  'wide-head': { across: 60, down: 20 },
}

const leastWidth = 72

/** Shapes that are drawn as cards: their sentences begin at the left edge. */
export const cardShapes: ReadonlySet<BoxShape> = new Set(['box', 'rounded', 'doubled', 'cylinder', 'flag'])

export interface TextSetting {
  measure: MeasureText
  findTerms: FindTerms
}

/** Sizes boxes that are at most `limit` wide. Those with sentences are equally wide, so that they stand in columns. */
export function sizeBoxes(boxes: readonly ChartBox[], limit: number, setting: TextSetting): SizedBox[] {
  const sized = boxes.map((box) => sizeBox(box, limit, setting))
  const isCard = ({ box }: SizedBox): boolean => box.sentences.length > 0 && cardShapes.has(box.shape)
  const widest = Math.max(0, ...sized.filter(isCard).map(({ boxWidth }) => boxWidth))
  return sized.map((one) => (isCard(one) ? { ...sizeBox(one.box, widest, setting), boxWidth: widest } : one))
}

/** Breaks a box's texts so that the whole box keeps within `limit`, and gives its size. */
function sizeBox(box: ChartBox, limit: number, setting: TextSetting): SizedBox {
  const { across, down, factor } = rooms[box.shape]
  const room = (limit - across) / (factor?.across ?? 1)
  const texts = [['title', box.title], ...box.sentences.map((text) => ['sentence', text])] as const
  const block = setLines(
    texts as readonly (readonly [TextRole, string])[],
    Math.max(room, leastWidth - across),
    setting,
  )
  const boxWidth = Math.max(Math.ceil(block.width * (factor?.across ?? 1)) + across, leastWidth)
  return { box, ...block, boxWidth, boxHeight: Math.ceil(block.height * (factor?.down ?? 1)) + down }
}

/** Sets texts one below the other. */
export function setLines(
  texts: readonly (readonly [TextRole, string])[],
  limit: number,
  { measure, findTerms }: TextSetting,
): TextBlock {
  const lines = texts
    .filter(([, text]) => text !== '')
    .flatMap(([role, text]) =>
      breakLines(text, { limit, style: textStyles[role], measure, findTerms }).map((line) => ({
        ...line,
        role,
      })),
    )
  return {
    lines,
    width: Math.max(0, ...lines.map(({ width }) => width)),
    height: lines.reduce((sum, { role }) => sum + textStyles[role].lineHeight, 0),
  }
}
