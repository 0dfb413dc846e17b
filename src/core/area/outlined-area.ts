import type { AreaCode } from './area.ts'

/** Longitude and latitude. */
export type LonLat = readonly [number, number]

/** One area as a map of a place draws it, seen from the place's chosen area. */
export type OutlinedArea = Readonly<{
  code: AreaCode
  name: string
  /** Pieces, each a shell and then its holes; simplified for drawing, with shared borders kept shared. */
  outline: readonly (readonly (readonly LonLat[])[])[]
  /** A point inside it: the centre of mass, or where that lies outside, the middle of its widest stretch. */
  middle: LonLat
  /** From the chosen area's middle to this one's, as the crow flies. */
  metres: number
  /** Those of the same answer that share a border or a corner with it. */
  touches: readonly AreaCode[]
}>
