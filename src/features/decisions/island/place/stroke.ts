type Point = Readonly<{ x: number; y: number }>

const SVG = 'http://www.w3.org/2000/svg'
// Below this a hand that meant to press has drawn nothing.
const LEAST_PIXELS = 20

/**
 * A sheet over the map that takes one stroke of a pointer or finger and shows it as it grows. `done` is given the
 * stroke's points, or `null` when it was broken off or too short to go round anything.
 */
export function takeStroke(over: HTMLElement, done: (points: readonly Point[] | null) => void): () => void {
  const sheet = document.createElementNS(SVG, 'svg')
  sheet.setAttribute('class', 'wm-choose__sheet')
  sheet.setAttribute('aria-hidden', 'true')
  const line = sheet.appendChild(document.createElementNS(SVG, 'polygon'))
  over.append(sheet)
  const points: Point[] = []
  let pointer: number | null = null

  const at = (event: PointerEvent): Point => {
    const { left, top } = sheet.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const grow = (event: PointerEvent) => {
    points.push(at(event))
    line.setAttribute('points', points.map(({ x, y }) => `${x},${y}`).join(' '))
  }
  sheet.addEventListener('pointerdown', (event) => {
    if (pointer !== null || event.button !== 0) return
    event.preventDefault()
    pointer = event.pointerId
    sheet.setPointerCapture(pointer)
    grow(event)
  })
  sheet.addEventListener('pointermove', (event) => {
    if (event.pointerId !== pointer) return
    // Between two frames a quick hand passes many points.
    for (const each of event.getCoalescedEvents?.() ?? []) grow(each)
    grow(event)
  })
  sheet.addEventListener('pointerup', (event) => {
    if (event.pointerId === pointer) end(isLongEnough(points) ? points : null)
  })
  sheet.addEventListener('pointercancel', (event) => {
    if (event.pointerId === pointer) end(null)
  })

  function end(stroke: readonly Point[] | null): void {
    sheet.remove()
    done(stroke)
  }
  return () => sheet.remove()
}

function isLongEnough(points: readonly Point[]): boolean {
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  return Math.max(...xs) - Math.min(...xs) + Math.max(...ys) - Math.min(...ys) >= LEAST_PIXELS
}
