/**
 * Boundaries in: GeoJSON FeatureCollections of LSOAs, MSOAs or wards, in WGS84 or British National Grid. What is
 * written and how is in `boundary-store.ts`; what is mended, in `geometry/repair.ts`.
 */
import { mkdir } from 'node:fs/promises'
import { done, type Outcome, refused } from '#core/outcome.ts'
import type { Example } from '../../report.ts'
import {
  type BoundaryKind,
  type BoundaryLevel,
  boundaryKindOf,
  guessReferenceSystem,
  type ReferenceSystem,
  readBoundary,
  referenceSystemOf,
} from './boundary-feature.ts'
import { openBoundaryStore } from './boundary-store.ts'
import { NotGeoJson, type Part, readParts } from './feature-stream.ts'

export type { BoundaryLevel } from './boundary-feature.ts'
export {
  type ReadBoundary,
  readBoundaries,
  readNeighbours,
} from './read-boundaries.ts'

export type LoadedBoundaries = Readonly<{
  /** Four digits, from the property's name: `LSOA11CD` is `2011`. */
  vintage: string
  level: BoundaryLevel
  /** Areas written. */
  areas: number
  /** Features in the file. */
  features: number
  /** Areas mended on the way in, one entry a fault. */
  repaired: readonly Readonly<{ code: string; fault: string }>[]
  /** One entry a feature left out. `line` is the feature's place in the file, counted from 1. */
  refused: readonly Readonly<{ reason: string; example: Example }>[]
  files: Readonly<{ areas: string; neighbours: string }>
  /** What else a reader should know, in plain English. */
  notes: readonly string[]
}>

/**
 * Reads the file in one pass and writes `areas.parquet` and `neighbours.parquet` into `outFolder` (made if absent).
 * A feature that cannot be used is left out and told; the whole file is refused, in one sentence naming it, when it
 * is not GeoJSON, is of no kind or reference system Wardmote reads, or leaves no area. Memory is bounded by the
 * engine's 512 MB and 28 bytes a vertex.
 */
export async function loadBoundaries(
  source: Readonly<{ name: string; path: string }>,
  outFolder: string,
): Promise<Outcome<LoadedBoundaries, string>> {
  await mkdir(outFolder, { recursive: true })
  const store = await openBoundaryStore(outFolder)
  const reading = new Reading(source.name)
  try {
    for await (const part of readParts(source.path)) {
      const taken = reading.take(part)
      if (taken) store.add(taken, reading.kind!)
    }
    const problem = reading.problemAtEnd()
    if (problem) return refused(problem)
    return done({ ...reading.summary(), files: await store.finish() })
  } catch (error) {
    if (error instanceof NotGeoJson) return refused(`${source.name} ${error.message}.`)
    throw error
  } finally {
    store.close()
  }
}

/** What is known of the file so far. */
class Reading {
  kind: BoundaryKind | null = null
  #file: string
  #declared: ReferenceSystem | null = null
  #system: ReferenceSystem | null = null
  #features = 0
  #seen = new Set<string>()
  #clockwise: string[] = []
  #repaired: { code: string; fault: string }[] = []
  #refused: { reason: string; example: Example }[] = []

  constructor(file: string) {
    this.#file = file
  }

  /** The boundary of a usable feature; `null` for anything else. Throws {@link NotGeoJson} when the file is no use. */
  take(part: Part): ReturnType<Reading['feature']> {
    if (part.kind === 'feature') return this.feature(part.value, part.index)
    if (part.name === 'type' && part.value !== 'FeatureCollection') {
      throw new NotGeoJson('is not a GeoJSON FeatureCollection')
    }
    if (part.name === 'crs' && part.value !== null) this.#declare(referenceSystemOf(part.value))
    return null
  }

  #declare(system: ReferenceSystem | null): void {
    if (!system) {
      throw new NotGeoJson(
        'names a reference system that is neither WGS84 longitude and latitude nor British National Grid (EPSG:27700)',
      )
    }
    if (this.#system && this.#system !== system) {
      throw new NotGeoJson('has coordinates that are not in the reference system it names')
    }
    this.#declared = system
  }

  feature(value: unknown, index: number) {
    this.#features++
    this.kind ??= boundaryKindOf(propertiesOf(value))
    if (!this.kind) {
      return this.#leaveOut(
        index,
        'has no LSOA, MSOA or ward code (such as LSOA21CD) of a year Wardmote reads',
      )
    }
    this.#system ??= this.#declared ?? guessReferenceSystem(value)
    if (!this.#system) {
      return this.#leaveOut(
        index,
        'has coordinates that are neither degrees nor British National Grid metres',
      )
    }
    const boundary = readBoundary(value, this.kind, this.#system)
    if (typeof boundary === 'string') return this.#leaveOut(index, boundary)
    if (this.#seen.has(boundary.code))
      return this.#leaveOut(index, `(${boundary.code}) repeats an earlier code`)
    this.#seen.add(boundary.code)
    if (boundary.windsClockwise) this.#clockwise.push(boundary.code)
    for (const fault of boundary.faults) this.#repaired.push({ code: boundary.code, fault })
    return boundary
  }

  #leaveOut(index: number, why: string): null {
    const example = { file: this.#file, line: index + 1, text: `feature ${index + 1} ${why}`.slice(0, 300) }
    // The code in brackets belongs to the example; the reason groups features with the same trouble.
    this.#refused.push({ reason: `a feature ${why.replace(/^\(\w+\) /, '')}`, example })
    return null
  }

  problemAtEnd(): string | null {
    if (this.#features === 0) return `${this.#file} has no features.`
    if (this.#seen.size > 0) return null
    return `${this.#file} has no boundary that can be used: ${this.#refused[0]?.example.text ?? 'none was read'}.`
  }

  summary(): Omit<LoadedBoundaries, 'files'> {
    // All one way is a convention; some one way and some the other is a fault of those in the minority convention.
    const all = this.#clockwise.length === this.#seen.size
    const notes = all
      ? ['Every outline runs clockwise, as older GeoJSON does; all were turned to run anticlockwise.']
      : []
    const wound = all
      ? []
      : this.#clockwise.map((code) => ({ code, fault: 'its outline ran the wrong way round' }))
    return {
      vintage: this.kind!.vintage,
      level: this.kind!.level,
      areas: this.#seen.size,
      features: this.#features,
      repaired: [...this.#repaired, ...wound],
      refused: this.#refused,
      notes,
    }
  }
}

function propertiesOf(feature: unknown): unknown {
  return typeof feature === 'object' && feature !== null && 'properties' in feature
    ? feature.properties
    : null
}
