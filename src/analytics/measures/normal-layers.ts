/*
 * The normal curve in 256 layers of equal area: G. Marsaglia & W. W. Tsang, "The ziggurat method for generating random
 * variables", Journal of Statistical Software 5 (2000). The layer and the place in it come from different bits of one
 * word, because low bits that serve twice leave a pattern (J. A. Doornik, "An improved ziggurat method", 2005).
 */

/** Layers; the lowest eight bits of a word choose one. */
export const LAYERS = 256

/** Where the tail begins, below which the last layer ends. */
export const NORMAL_TAIL = 3.6541528853610088

// Area of each layer, the tail being part of the lowest.
const AREA = 0.00492867323399
// The other 24 bits of the word, signed.
const PLACES = 2 ** 23

/** By layer: the width of one place, the height of the curve at its edge, and the places that lie under the curve whole. */
export const normalLayers = layersOf()

function layersOf(): Readonly<{ width: Float64Array; height: Float64Array; inside: Int32Array }> {
  const width = new Float64Array(LAYERS)
  const height = new Float64Array(LAYERS)
  const inside = new Int32Array(LAYERS)
  let edge = NORMAL_TAIL
  const lowest = AREA / bell(edge)
  width[0] = lowest / PLACES
  height[0] = 1
  inside[0] = (edge / lowest) * PLACES
  width[LAYERS - 1] = edge / PLACES
  height[LAYERS - 1] = bell(edge)
  for (let layer = LAYERS - 2; layer >= 1; layer--) {
    const next = Math.sqrt(-2 * Math.log(AREA / edge + bell(edge)))
    inside[layer + 1] = (next / edge) * PLACES
    width[layer] = next / PLACES
    height[layer] = bell(next)
    edge = next
  }
  return { width, height, inside }
}

function bell(x: number): number {
  return Math.exp(-0.5 * x * x)
}
