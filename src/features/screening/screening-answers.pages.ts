import { areaProfile, areaShapes, type Store, screen } from '#analytics/index.ts'
import type { ForceSlug } from '#core/access/viewer.ts'
import type { Unit } from '#core/area/area.ts'
import type { ScreeningQuestion } from '#core/screening/screening.ts'
import { type Drawing, drawShapes } from '#ui/map/drawing.view.ts'
import { parseShapes, type ShapeFeature } from './shape-feature.ts'
import { validatorOf } from './validator.ts'

const FORCES_DRAWN = 6

export type Shapes = Readonly<{
  text: string
  /** Changes with the text. */
  fingerprint: string
  features: readonly ShapeFeature[]
  drawing: Drawing
}>

/** The analytics' answers as pages ask for them. The analytics keep them; only what is drawn is kept here. */
export function screeningAnswers(store: Store) {
  const drawn = new Map<string, Shapes>()
  return {
    screening: (question: ScreeningQuestion) => screen(store, question),
    profile: (question: ScreeningQuestion, code: string) => areaProfile(store, question, code),
    /** Outlines of a force's areas, drawn once as long as they are the same; `null` where no boundaries are loaded. */
    async shapes(force: ForceSlug, unit: Unit): Promise<Shapes | null> {
      const text = await areaShapes(store, { force, unit })
      if (text === null) return null
      const key = `${force} ${unit}`
      const known = drawn.get(key)
      if (known?.text === text) return known
      const features = parseShapes(text)
      const made = { text, fingerprint: validatorOf(text), features, drawing: drawShapes(features) }
      drawn.delete(key)
      drawn.set(key, made)
      if (drawn.size > FORCES_DRAWN) drawn.delete(drawn.keys().next().value!)
      return made
    },
    async hasCrime(force: ForceSlug): Promise<boolean> {
      return (await store.forces()).some(({ slug }) => slug === force)
    },
  }
}

export type ScreeningAnswers = ReturnType<typeof screeningAnswers>
