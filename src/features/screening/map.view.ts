import type { Drawing } from '#ui/map/drawing.view.ts'
import { CLASS_COLOURS, type MapClasses, NO_DATA_COLOUR } from './map-classes.ts'

export type MapMarks = Readonly<{
  /** Drawn with a heavy line: the areas of the top band. */
  outlined: ReadonlySet<string>
  selected: string | null
  /** Show only the surroundings of the selected area. */
  isClose: boolean
}>

/**
 * The map as a picture for readers without script, for print and for the moment before the map is there. It is one
 * picture to a screen reader: the page names it and the table says what it shows.
 */
export function mapPicture(drawing: Drawing, { classOf }: MapClasses, marks: MapMarks): string {
  const parts: string[] = []
  const late: string[] = []
  for (const { code, path } of drawing.shapes) {
    if (path === '') continue
    const place = classOf.get(code) ?? -1
    const fill = place < 0 ? 'url(#no-data)' : CLASS_COLOURS[place]!
    if (code === marks.selected)
      late.push(
        `<path d="${path}" fill="${fill}" stroke="#0b0c0c" stroke-width="5"/><path d="${path}" fill="none" stroke="#ffdd00" stroke-width="2.4"/>`,
      )
    else if (marks.outlined.has(code))
      late.unshift(`<path d="${path}" fill="${fill}" stroke="#0b0c0c" stroke-width="1.6"/>`)
    else parts.push(`<path d="${path}" fill="${fill}"/>`)
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox(drawing, marks)}" width="${drawing.width}" height="${drawing.height}"><defs><pattern id="no-data" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="${NO_DATA_COLOUR}"/><path d="M0 6L6 0M-1.5 1.5L1.5 -1.5M4.5 7.5L7.5 4.5" stroke="#767676" stroke-width="1"/></pattern></defs><g stroke="#7b8a88" stroke-width="0.5" stroke-linejoin="round">${parts.join('')}</g><g stroke-linejoin="round">${late.join('')}</g></svg>`
}

function viewBox(drawing: Drawing, { isClose, selected }: MapMarks): string {
  const box = isClose ? drawing.shapes.find(({ code }) => code === selected)?.box : undefined
  if (!box || !(box.right > box.left)) return `0 0 ${drawing.width} ${drawing.height}`
  // Six times the area's own size, and never so close that its surroundings cannot be recognised.
  const half = Math.max(3 * Math.max(box.right - box.left, box.bottom - box.top), drawing.width / 10)
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  return [x - half, y - half, 2 * half, 2 * half].map((value) => value.toFixed(1)).join(' ')
}
