/**
 * British National Grid (EPSG:27700) to and from WGS84 longitude and latitude.
 *
 * The definition is the Ordnance Survey's own: transverse Mercator on the Airy 1830 ellipsoid, true origin 49° N
 * 2° W, scale 0.9996012717, false origin (400000, −100000), with the seven-parameter Helmert transformation to
 * WGS84 published in "A guide to coordinate systems in Great Britain". Against the definitive OSTN15 grid that
 * transformation is good to about 2 m, at worst 5 m, over Great Britain: ample for drawing, areas and finding which
 * areas touch; not for surveying. Both directions use the same parameters, so a round trip comes back within a centimetre.
 */
import proj4 from 'proj4'
import type { Position } from './polygon.ts'

const NATIONAL_GRID =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'

const converter = proj4('EPSG:4326', NATIONAL_GRID)

/** Longitude and latitude in degrees (WGS84) to easting and northing in metres. */
export function toNationalGrid(lonLat: Position): Position {
  const [easting, northing] = converter.forward([lonLat[0], lonLat[1]])
  return [easting!, northing!]
}

/** Easting and northing in metres to longitude and latitude in degrees (WGS84). */
export function toLonLat(eastingNorthing: Position): Position {
  const [lon, lat] = converter.inverse([eastingNorthing[0], eastingNorthing[1]])
  return [lon!, lat!]
}

/** Whether a position can be longitude and latitude at all. */
export function isLonLat([x, y]: Position): boolean {
  return x >= -180 && x <= 180 && y >= -90 && y <= 90
}

/** Whether a position lies in the extent of the National Grid (0–700 km east, 0–1,300 km north, coasts included). */
export function isOnNationalGrid([x, y]: Position): boolean {
  return x >= 0 && x <= 700_000 && y >= -10_000 && y <= 1_300_000 && !isLonLat([x, y])
}
