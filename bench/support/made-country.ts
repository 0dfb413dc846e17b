import { seededRandom } from '#analytics/measures/random.ts'

/** An invented country with as many forces and small areas as England and Wales; nothing in it is a real place. */
export const MADE_FORCES = 43
export const MADE_AREAS = 35_000

export const MADE_MONTHS: readonly string[] = Array.from({ length: 36 }, (_, at) => {
  const month = (at % 12) + 1
  return `${2021 + Math.floor(at / 12)}-${String(month).padStart(2, '0')}`
})

export type MadeArea = Readonly<{
  no: number
  code: string
  name: string
  longitude: number
  latitude: number
}>

export type MadeForce = Readonly<{
  no: number
  slug: string
  /** Of all rows and of all areas. */
  share: number
  areas: readonly MadeArea[]
}>

/** Forces of very different size, as real ones are, the largest with about 6 % of the country. */
export function madeForces(): MadeForce[] {
  const random = seededRandom(43)
  const sizes = Array.from({ length: MADE_FORCES }, () => 0.3 + random.uniform() ** 2 * 2.2)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let made = 0
  return sizes.map((size, no) => {
    const count = no === MADE_FORCES - 1 ? MADE_AREAS - made : Math.round((MADE_AREAS * size) / total)
    const areas = Array.from({ length: count }, (_, at) => madeArea(no, at, made + at, count))
    made += count
    return { no, slug: `made-${String(no + 1).padStart(2, '0')}`, share: size / total, areas }
  })
}

// Areas of a force stand on a grid, four districts to a force, named as published: `District 012C`.
function madeArea(force: number, at: number, no: number, count: number): MadeArea {
  const side = Math.ceil(Math.sqrt(count))
  const district = Math.floor((at * 4) / count)
  const inDistrict = at - Math.ceil((district * count) / 4)
  const letter = String.fromCharCode(65 + (inDistrict % 5))
  return {
    no,
    code: `E01${String(no + 1).padStart(6, '0')}`,
    name: `Made ${force + 1}-${district + 1} ${String(Math.floor(inDistrict / 5) + 1).padStart(3, '0')}${letter}`,
    longitude: -5 + (force % 7) + (at % side) * 0.008,
    latitude: 50.2 + Math.floor(force / 7) * 0.8 + Math.floor(at / side) * 0.006,
  }
}

export function forceName(force: MadeForce): string {
  return `Made ${force.no + 1} Constabulary`
}
