import type { LonLat, OutlinedArea } from '#core/area/outlined-area.ts'

/**
 * [D16] The areas whose middle lies inside a line that somebody drew; its ends are joined. A line that crosses itself
 * encloses all it goes round, whichever way and however often: a hand that overshoots its start leaves no hole.
 */
export function areasInside(
  line: readonly LonLat[],
  areas: readonly Pick<OutlinedArea, 'code' | 'middle'>[],
): string[] {
  return areas.filter(({ middle }) => turnsAround(middle, line) !== 0).map(({ code }) => code)
}

// The winding number (Sunday, "Inclusion of a point in a polygon", 2001): how often the line goes round the point.
function turnsAround([x, y]: LonLat, line: readonly LonLat[]): number {
  let turns = 0
  let [ax, ay] = line.at(-1) ?? [x, y]
  for (const [bx, by] of line) {
    if (ay > y !== by > y) {
      const isLeft = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
      if (by > y && isLeft > 0) turns++
      if (by <= y && isLeft < 0) turns--
    }
    ax = bx
    ay = by
  }
  return turns
}
