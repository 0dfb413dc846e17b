import { toLongitudeLatitude } from './county.ts'
import type { Mesh } from './mesh.ts'
import { type Random, seededRandom } from './random.ts'
import { isWithin } from './shore.ts'
import type { SmallArea } from './small-areas.ts'

/** A published map point: what a crime near it gives as its place. Coordinates are text with six decimals. */
export type SnapPoint = Readonly<{ longitude: string; latitude: string; location: string }>

/** An area's points, with cumulative weights: a few draw most of the crime. */
export type SnapPoints = Readonly<{ points: readonly SnapPoint[]; weights: readonly number[] }>

const FIRST_WORDS =
  'Abbot Alder Anchor Anvil Apple Bakers Barley Beacon Bell Birch Bishop Bobbin Bracken Bramble Brewers Bridge Broom Caldron Canons Carters Castle Cedar Chandler Chantry Cherry Cinder Clay Cobble Coopers Copper Cornmill Cowslip Crane Cross Curlew Damson Drapers Drovers Dunlin Elder Falcon Farriers Fern Ferry Fiddlers Finch Flax Foundry Fox Friars Fullers Furnace Garland Gate Glebe Gorse Grange Granary Greyhound Gull Hallow Harbour Hawthorn Hazel Heron Holly Hornbeam Ivy Juniper Keel Kestrel Kiln Lantern Larch Laurel Lime Linden Linnet Mallard Maltings Maple Mariners Market Meadow Medlar Mill Minster Mulberry Nettle Oakleigh Orchard Osier Otter Pear Pepper Pilot Plover Poplar Priory Quarry Quay Ramsons Raven Reed Ropers Rowan Rush Saddlers Sailmakers Salter Sandpiper Sedge Shepherd Shingle Skylark Sloe Spindle Starling Station Sycamore Tanners Tern Thatchers Thistle Thorn Tiller Vicarage Walnut Warren Wath Weavers Wharf Wheatear Willow Windmill Woad Wren Yarrow Yew'.split(
    ' ',
  )
const TOWN_ENDINGS =
  'Street Street Street Road Road Avenue Close Close Drive Court Terrace Grove Way Place'.split(' ')
const COUNTRY_ENDINGS = 'Lane Lane Lane Road Close Drive Garth Croft Hill Green'.split(' ')
const TOWN_PLACES = [
  'Supermarket',
  'Parking Area',
  'Park/Open Space',
  'Petrol Station',
  'Sports/Recreation Area',
]
const CENTRE_PLACES = ['Shopping Area', 'Nightclub', 'Parking Area', 'Bus/Coach Station', 'Pedestrian Subway']
const COUNTRY_PLACES = ['Petrol Station', 'Park/Open Space', 'Sports/Recreation Area', 'Parking Area']

export function placeSnapPoints(mesh: Mesh, areas: readonly SmallArea[]): SnapPoints[] {
  const random = seededRandom(1, 'streets')
  const used = new Set<string>()
  return areas.map((area) => {
    const isRural = area.kind === 'rural'
    const count = 6 + random.whole(isRural ? 13 : 20)
    // In the country, points stand where people live.
    let total = 0
    const steps = area.cells.map((cell) => (total += mesh.people[cell]! + 1))
    const points: SnapPoint[] = []
    for (let i = 0; i < count; i++) {
      const [longitude, latitude] = placeWithin(mesh, area, steps, random)
      points.push({
        longitude: longitude.toFixed(6),
        latitude: latitude.toFixed(6),
        location: `On or near ${i === count - 1 ? placeName(area, random) : streetName(area, used, random)}`,
      })
    }
    let sum = 0
    const weights = points.map((_, i) => (sum += 1 / (i + 2) ** 0.8))
    return { points, weights }
  })
}

/** Near a cell's site. Smoothing an outline can put a site just over it, so places are drawn until one lies inside. */
function placeWithin(
  mesh: Mesh,
  area: SmallArea,
  steps: readonly number[],
  random: Random,
): [number, number] {
  for (;;) {
    const cell = area.cells[random.indexBy(steps)]!
    const [x, y] = mesh.sites[cell]!
    const reach = mesh.nearestKm[cell]! * 0.25 * random.next()
    const angle = random.between(0, 2 * Math.PI)
    const place = toLongitudeLatitude([x + reach * Math.cos(angle), y + reach * Math.sin(angle)])
    if (area.rings.filter((ring) => isWithin(ring, place)).length % 2 === 1) return place
  }
}

function placeName(area: SmallArea, random: Random): string {
  if (area.kind === 'centre') return random.pick(CENTRE_PLACES)
  return random.pick(area.kind === 'rural' ? COUNTRY_PLACES : TOWN_PLACES)
}

/** A street's name is not given twice in one neighbourhood. */
function streetName(area: SmallArea, used: Set<string>, random: Random): string {
  for (;;) {
    const name = `${random.pick(FIRST_WORDS)} ${random.pick(area.kind === 'rural' ? COUNTRY_ENDINGS : TOWN_ENDINGS)}`
    const key = `${area.neighbourhood}/${name}`
    if (used.has(key)) continue
    used.add(key)
    return name
  }
}
