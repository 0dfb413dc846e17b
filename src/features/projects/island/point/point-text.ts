/** A point as its box holds it, to about a metre: latitude first. */
export function pointText(longitude: number, latitude: number): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
}

/** Longitude and latitude of what stands in a box; `null` for what is no point. */
export function pointIn(text: string): [longitude: number, latitude: number] | null {
  const parts = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  if (!parts) return null
  const [latitude, longitude] = [Number(parts[1]), Number(parts[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [longitude, latitude] : null
}

const REFUSED = 1
const TOO_SLOW = 3

/** What came of asking the device: how near its answer is, or why there is none (the standard's error codes). */
export function deviceSentence(accuracyMetres: number | null, code = 0): string {
  if (accuracyMetres !== null) {
    const metres = accuracyMetres < 1000 ? Math.max(1, Math.round(accuracyMetres)) : null
    return `Set to where you are, ${metres ? `to within about ${metres} metre${metres === 1 ? '' : 's'}` : 'but only roughly: check it on the map'}.`
  }
  if (code === REFUSED)
    return 'Your browser was not allowed to say where you are. Allow it in its settings, choose on the map, or type it.'
  if (code === TOO_SLOW)
    return 'It took too long to find where you are. Try again outside, or choose on the map.'
  return 'Your device cannot tell where you are. Choose on the map, or type it.'
}
