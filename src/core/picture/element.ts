/** A part of a rich picture, by what it stands for. Order is that of the list's choices. */
export const ELEMENT_KINDS = [
  { kind: 'place', text: 'Place', hint: 'A building, a path, a corner', size: [240, 160] },
  { kind: 'person', text: 'Person or group', hint: 'By what they do, not by name', size: [100, 140] },
  {
    kind: 'flow',
    text: 'What happens',
    hint: 'What people do, or what goes from one to another',
    size: [200, 80],
  },
  {
    kind: 'concern',
    text: 'Concern',
    hint: 'What somebody says or thinks, in their own words',
    size: [300, 160],
  },
  { kind: 'conflict', text: 'Conflict', hint: 'Where people are at odds', size: [100, 100] },
  { kind: 'watcher', text: 'Somebody who watches', hint: 'Who looks on, or checks', size: [120, 80] },
  { kind: 'asset', text: 'Something that works', hint: 'What already goes well here', size: [120, 120] },
  { kind: 'hope', text: 'Hope', hint: 'What somebody would like to be so', size: [300, 160] },
  { kind: 'note', text: 'Note', hint: 'Anything else in words', size: [200, 100] },
  { kind: 'freehand', text: 'Drawn by hand', hint: 'Lines and shapes of any kind', size: [160, 160] },
  { kind: 'photograph', text: 'Photograph', hint: 'A picture taken there', size: [320, 240] },
] as const satisfies readonly Readonly<{
  kind: string
  text: string
  hint: string
  size: readonly [number, number]
}>[]

export type ElementKind = (typeof ELEMENT_KINDS)[number]['kind']

/** One part of a picture. Positions and sizes are in units of the sheet; the corner at the top left is 0, 0. */
export type Element = Readonly<{
  id: string
  kind: ElementKind
  /** What it says; empty where something was drawn and nobody has said what it is. */
  words: string
  x: number
  y: number
  width: number
  height: number
  /** Who added it, as they were named then, and when (ISO instant). */
  addedBy: string
  addedAt: string
  /** When it was taken off the picture (ISO instant); it is kept, so that it can come back. */
  goneAt: string | null
}>

/** What leads from one element to another. */
export type Link = Readonly<{ id: string; from: string; to: string; words: string }>

/** What a picture holds, what was taken off among it. Elements are in reading order: from top to bottom by band, and from left to right. */
export type Picture = Readonly<{ elements: readonly Element[]; links: readonly Link[] }>

/** What is to be seen of a picture: neither what was taken off nor what led to it. */
export function inSight({ elements, links }: Picture): Picture {
  const there = elements.filter(({ goneAt }) => goneAt === null)
  const ids = new Set(there.map(({ id }) => id))
  return { elements: there, links: links.filter(({ from, to }) => ids.has(from) && ids.has(to)) }
}

/** The sheet a picture begins with; what is drawn may go beyond it. */
export const SHEET = { width: 1600, height: 1200 } as const

/** The most elements and links of a picture, and the longest words of an element. */
export const ELEMENTS_MOST = 10_000
export const LINKS_MOST = 10_000
export const ELEMENT_WORDS_MOST = 1000

/** A place on the sheet in words. */
export const SPOTS = [
  { spot: 'top-left', text: 'Top left' },
  { spot: 'top', text: 'Top' },
  { spot: 'top-right', text: 'Top right' },
  { spot: 'left', text: 'Left' },
  { spot: 'middle', text: 'Middle' },
  { spot: 'right', text: 'Right' },
  { spot: 'bottom-left', text: 'Bottom left' },
  { spot: 'bottom', text: 'Bottom' },
  { spot: 'bottom-right', text: 'Bottom right' },
] as const

export type Spot = (typeof SPOTS)[number]['spot']

/** Which ninth of the sheet an element's middle lies in; what lies beyond the sheet counts to its edge. */
export function spotOf({ x, y, width, height }: Pick<Element, 'x' | 'y' | 'width' | 'height'>): Spot {
  const third = (at: number, of: number) => Math.min(2, Math.max(0, Math.floor((at / of) * 3)))
  const column = third(x + width / 2, SHEET.width)
  const row = third(y + height / 2, SHEET.height)
  return SPOTS[row * 3 + column]!.spot
}

/**
 * Where something of a kind goes that is put at a spot by its words: as near to the middle of that ninth as there is
 * room beside what lies there. Cost grows with the elements near it.
 */
export function roomAt(
  spot: Spot,
  kind: ElementKind,
  taken: readonly Pick<Element, 'x' | 'y' | 'width' | 'height'>[],
): Pick<Element, 'x' | 'y' | 'width' | 'height'> {
  const [width, height] = sizeOf(kind)
  const at = SPOTS.findIndex((one) => one.spot === spot)
  const centre = {
    x: ((at % 3) + 0.5) * (SHEET.width / 3) - width / 2,
    y: (Math.floor(at / 3) + 0.5) * (SHEET.height / 3) - height / 2,
  }
  const isFree = (x: number, y: number) =>
    taken.every(
      (one) => x + width <= one.x || one.x + one.width <= x || y + height <= one.y || one.y + one.height <= y,
    )
  for (let ring = 0; ring < RINGS; ring++)
    for (const [across, down] of ringOf(ring)) {
      const x = Math.round(centre.x + across * STEP)
      const y = Math.round(centre.y + down * STEP)
      if (isFree(x, y)) return { x, y, width, height }
    }
  // A full ninth: on top of what lies there, a little aside, as somebody would put a note on a crowded board.
  return {
    x: Math.round(centre.x + (taken.length % 40)),
    y: Math.round(centre.y + (taken.length % 40)),
    width,
    height,
  }
}

const STEP = 40
const RINGS = 12

function* ringOf(ring: number): Generator<readonly [number, number]> {
  for (let across = -ring; across <= ring; across++)
    for (let down = -ring; down <= ring; down++)
      if (Math.max(Math.abs(across), Math.abs(down)) === ring) yield [across, down]
}

export const sizeOf = (kind: ElementKind): readonly [number, number] =>
  ELEMENT_KINDS.find((one) => one.kind === kind)!.size

/** The kinds that are put on a picture by words; the others are drawn or taken, and keep their kind when reworded. */
export const isInWords = (kind: ElementKind): boolean => kind !== 'freehand' && kind !== 'photograph'

/** A kind in words. */
export const kindInWords = (kind: ElementKind): string => ELEMENT_KINDS.find((one) => one.kind === kind)!.text

/** How an element is called in lists and links; never empty. */
export const elementTitle = ({ kind, words }: Pick<Element, 'kind' | 'words'>): string =>
  words.split('\n')[0]?.trim() || `${kindInWords(kind)}, not yet in words`

/** A picture's parts by id, and its links by where they come from: made once, because a page asks for each of them. */
export type PictureIndex = Readonly<{
  byId: ReadonlyMap<string, Element>
  linksFrom: ReadonlyMap<string, readonly Link[]>
}>

export const pictureIndex = ({ elements, links }: Picture): PictureIndex => ({
  byId: new Map(elements.map((one) => [one.id, one])),
  linksFrom: Map.groupBy(links, ({ from }) => from),
})

/** An element and what it leads to, on a line: `Place, top left: The alley (leads to: The door, noise)`. */
export function elementInWords(one: Element, { byId, linksFrom }: PictureIndex): string {
  const where = SPOTS.find(({ spot }) => spot === spotOf(one))?.text.toLowerCase()
  const leads = (linksFrom.get(one.id) ?? []).flatMap(({ to, words }) => {
    const other = byId.get(to)
    return other ? [`${elementTitle(other)}${words ? `, ${words}` : ''}`] : []
  })
  const says = one.words || 'not yet in words'
  return `${kindInWords(one.kind)}, ${where}: ${says}${leads.length ? ` (leads to: ${leads.join('; ')})` : ''}`
}

// About a line of handwriting: what stands side by side is read from left to right.
const BAND = 200

/** Sorts as a page is read. */
export function inReadingOrder(a: Element, b: Element): number {
  return Math.floor(a.y / BAND) - Math.floor(b.y / BAND) || a.x - b.x || a.y - b.y || (a.id < b.id ? -1 : 1)
}
