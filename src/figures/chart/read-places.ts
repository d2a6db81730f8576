export interface Spot {
  x: number
  y: number
}

export interface Frame extends Spot {
  width: number
  height: number
}

/** A line as Graphviz lays it: a start, then curves of three points each; heads lie between its ends and the tips. */
export interface Curve {
  points: Spot[]
  startTip?: Spot
  endTip?: Spot
}

/** Where everything stands; y grows downwards. */
export interface Places {
  width: number
  height: number
  /** Centre of each box or label by its name. */
  centres: Map<string, Spot>
  /** Of each group by its name. */
  frames: Map<string, Frame>
  curves: Map<string, Curve>
}

interface Laid {
  bb: string
  objects?: { name: string; pos?: string; bb?: string }[]
  edges?: { id?: string; pos?: string }[]
}

/** Reads Graphviz's JSON. */
export function readPlaces(json: string): Places {
  const laid = JSON.parse(json) as Laid
  const [, , width = 0, height = 0] = numbersOf(laid.bb)
  const spot = (x = 0, y = 0): Spot => ({ x, y: height - y })
  const objects = laid.objects ?? []
  return {
    width,
    height,
    centres: new Map(
      objects.flatMap(({ name, pos }) => (pos ? [[name, spot(...numbersOf(pos))] as const] : [])),
    ),
    frames: new Map(
      objects.flatMap(({ name, bb }) => (bb ? [[name, frameOf(numbersOf(bb), height)] as const] : [])),
    ),
    curves: new Map(
      (laid.edges ?? []).flatMap(({ id, pos }) => (id && pos ? [[id, curveOf(pos, spot)] as const] : [])),
    ),
  }
}

function numbersOf(list: string): number[] {
  return list.split(',').map(Number)
}

function frameOf([left = 0, bottom = 0, right = 0, top = 0]: number[], height: number): Frame {
  return { x: left, y: height - top, width: right - left, height: top - bottom }
}

/** `s,x,y e,x,y x,y x,y …` */
function curveOf(pos: string, spot: (x?: number, y?: number) => Spot): Curve {
  const curve: Curve = { points: [] }
  for (const part of pos.trim().split(/\s+/)) {
    const [, tip = '', numbers = ''] = /^(?:([se]),)?(.*)$/.exec(part) ?? []
    const at = spot(...numbersOf(numbers))
    if (tip === 's') curve.startTip = at
    else if (tip === 'e') curve.endTip = at
    else curve.points.push(at)
  }
  return curve
}
