/**
 * Reads a GeoJSON FeatureCollection one feature at a time, so that a national file of hundreds of megabytes needs
 * the memory of its largest feature. Only the outermost object is walked byte by byte; each feature is handed to
 * `JSON.parse` whole. Nesting and feature size are bounded before anything is parsed.
 */
import { createReadStream } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'

/** FeatureCollection › features › feature › geometry › coordinates and four levels of brackets is ten. */
const DEEPEST = 32
const LARGEST_FEATURE_BYTES = 64 * 1024 * 1024
const LARGEST_ASIDE_BYTES = 64 * 1024

/** What a file turned out to hold, in order: members of the outermost object (but `features`), and features. */
export type Part =
  | Readonly<{ kind: 'member'; name: string; value: unknown }>
  | Readonly<{ kind: 'feature'; index: number; value: unknown }>

/** Why a file cannot be read as GeoJSON; the text finishes a sentence that begins with the file's name. */
export class NotGeoJson extends Error {}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Yields the parts in file order; throws {@link NotGeoJson} where it stops making sense. */
export async function* readParts(path: string): AsyncGenerator<Part> {
  const machine = new Splitter()
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    yield* machine.take(chunk as Buffer)
  }
  machine.end()
}

/**
 * States: `before` the outermost brace; `name` between members; `value` inside a member's value; `features` between
 * the features; `feature` inside one; `after` the closing brace. Depth is counted from the start of what is kept.
 */
class Splitter {
  #state: 'before' | 'name' | 'value' | 'features' | 'feature' | 'after' = 'before'
  #kept: Buffer[] = []
  #keptBytes = 0
  #depth = 0
  #inText = false
  #escaped = false
  #name: string | null = null
  #index = 0
  #sawFeatures = false
  #first = true

  end(): void {
    if (this.#state !== 'after') throw new NotGeoJson('ends in the middle: it may have been cut short')
    if (!this.#sawFeatures) throw new NotGeoJson('has no "features": it is not a GeoJSON FeatureCollection')
  }

  *take(chunk: Buffer): Generator<Part> {
    let bytes = chunk
    if (this.#first) {
      this.#first = false
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
    }
    let from = 0
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!
      if (this.#state === 'feature' || this.#state === 'value') {
        const ended = this.#step(byte)
        if (ended === 'no') continue
        // A bare value (number, true, null) ends at the comma or brace after it, which is then read again.
        const stop = ended === 'after' ? i + 1 : i
        this.#keep(bytes.subarray(from, stop))
        const part = this.#finish()
        if (part) yield part
        if (ended === 'before') i--
        continue
      }
      from = this.#between(byte, i)
    }
    if (this.#state === 'feature' || this.#state === 'value') this.#keep(bytes.subarray(from))
  }

  /** Outside any kept value. Gives the position at which what follows starts to be kept. */
  #between(byte: number, i: number): number {
    if (isSpace(byte)) return i + 1
    switch (this.#state) {
      case 'before':
        if (byte !== 0x7b) throw new NotGeoJson('does not begin with {: it is not GeoJSON')
        this.#state = 'name'
        return i + 1
      case 'name':
        return this.#betweenMembers(byte, i)
      case 'features':
        if (byte === 0x2c) return i + 1
        if (byte === 0x5d) {
          this.#state = 'name'
          return i + 1
        }
        if (byte !== 0x7b)
          throw new NotGeoJson(`has something that is not an object as feature ${this.#index}`)
        this.#start('feature', byte)
        return i
      default:
        throw new NotGeoJson('has text after its end')
    }
  }

  #betweenMembers(byte: number, i: number): number {
    if (this.#name === null) {
      if (byte === 0x2c) return i + 1
      if (byte === 0x7d) {
        this.#state = 'after'
        return i + 1
      }
      if (byte !== QUOTE) throw new NotGeoJson('is not well-formed JSON')
      this.#start('value', byte)
      return i
    }
    if (byte === 0x3a) return i + 1
    if (this.#name === 'features' && byte === 0x5b) {
      if (this.#sawFeatures) throw new NotGeoJson('has "features" twice')
      this.#sawFeatures = true
      this.#name = null
      this.#state = 'features'
      return i + 1
    }
    this.#start('value', byte)
    return i
  }

  #start(state: 'feature' | 'value', byte: number): void {
    this.#state = state
    this.#kept = []
    this.#keptBytes = 0
    this.#depth = 0
    this.#inText = false
    this.#escaped = false
    this.#step(byte)
  }

  /** Whether the value being kept ends with this byte (`after` it, or `before` it), or goes on. */
  #step(byte: number): 'no' | 'after' | 'before' {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false
      else if (byte === BACKSLASH) this.#escaped = true
      else if (byte === QUOTE) {
        this.#inText = false
        if (this.#depth === 0) return 'after'
      }
      return 'no'
    }
    if (byte === QUOTE) this.#inText = true
    else if (byte === 0x7b || byte === 0x5b) {
      if (++this.#depth > DEEPEST) {
        throw new NotGeoJson(`is nested more than ${DEEPEST} levels deep at feature ${this.#index}`)
      }
    } else if (byte === 0x7d || byte === 0x5d) {
      if (this.#depth === 0) return 'before'
      if (--this.#depth === 0) return 'after'
    } else if (byte === 0x2c && this.#depth === 0) return 'before'
    return 'no'
  }

  #keep(bytes: Buffer): void {
    this.#keptBytes += bytes.length
    const most = this.#state === 'feature' ? LARGEST_FEATURE_BYTES : LARGEST_ASIDE_BYTES
    if (this.#keptBytes > most) {
      throw new NotGeoJson(
        this.#state === 'feature'
          ? `has a feature (${this.#index}) larger than ${LARGEST_FEATURE_BYTES / 1024 / 1024} MB`
          : 'has a member beside its features that is far larger than GeoJSON needs',
      )
    }
    this.#kept.push(Buffer.from(bytes))
  }

  /** A whole value: a feature, a member, or `null` for a member's name. */
  #finish(): Part | null {
    const text = new StringDecoder('utf8').end(Buffer.concat(this.#kept))
    const value = parsed(
      text,
      this.#state === 'feature' ? `at feature ${this.#index}` : 'before its features',
    )
    this.#kept = []
    if (this.#state === 'feature') {
      this.#state = 'features'
      return { kind: 'feature', index: this.#index++, value }
    }
    this.#state = 'name'
    if (this.#name === null) {
      this.#name = String(value)
      return null
    }
    const name = this.#name
    this.#name = null
    return { kind: 'member', name, value }
  }
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotGeoJson(`is not well-formed JSON ${where}`)
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}
