import { addWorkingDays } from '#core/time/working-days.ts'

/** One rung of the ladder: who can decide what those below cannot. */
export type Level = Readonly<{ id: string; name: string }>

/** A force's clock and ladder. Days are working days of England and Wales. */
export type Settings = Readonly<{
  acknowledgeDays: number
  answerDays: number
  /** From the lowest; at least one. */
  levels: readonly Level[]
  /** Days besides bank holidays that do not count, such as one-off holidays, `YYYY-MM-DD`. */
  extraDaysOff: readonly string[]
  /** 0 while the force has the platform's own. */
  version: number
}>

/** The platform's default; every part of it is the force's to change [E2]. */
export const PLATFORM_SETTINGS: Settings = {
  acknowledgeDays: 3,
  answerDays: 15,
  levels: [
    { id: 'officer', name: 'Officer' },
    { id: 'sergeant', name: 'Sergeant' },
    { id: 'inspector', name: 'Inspector' },
    { id: 'superintendent', name: 'Superintendent' },
    { id: 'force', name: 'Force or police and crime commissioner' },
    { id: 'region', name: 'Regional or national body' },
  ],
  extraDaysOff: [],
  version: 0,
}

/** What somebody at a level is called; a level that the ladder has no more keeps its id. */
export function levelName({ levels }: Pick<Settings, 'levels'>, id: string): string {
  return levels.find((level) => level.id === id)?.name ?? id
}

/** The level above; `null` at the top, and from one that the ladder has no more the top itself. */
export function levelAbove({ levels }: Pick<Settings, 'levels'>, id: string): Level | null {
  const at = levels.findIndex((level) => level.id === id)
  if (at === -1) return levels.at(-1) ?? null
  return levels[at + 1] ?? null
}

/** The days by which those asked on a day acknowledge and answer [E2]. */
export function clockFrom(settings: Settings, askedOn: string) {
  const due = (days: number) => addWorkingDays(askedOn, days, settings.extraDaysOff)
  return { askedOn, acknowledgeBy: due(settings.acknowledgeDays), answerBy: due(settings.answerDays) }
}

/** What the register needs to say to find who stands at a level. */
export type Standing = Readonly<{
  id: string
  organisation: string
  level: string
  areaCode: string | null
  answersFor: AnswersFor
  checkedOn: string
}>

export const ANSWERS_FOR = ['anything', 'own organisation'] as const
export type AnswersFor = (typeof ANSWERS_FOR)[number]

/**
 * [E8] Who stands at a level for a matter: first whoever speaks for the very organisation that can decide, then whoever
 * takes anything there; among those the nearest area, then the one checked last. `areas` are the place's code and those
 * around it, nearest first. `null`: nobody is named.
 */
export function whoStandsAt<One extends Standing>(
  contacts: readonly One[],
  matter: Readonly<{ level: string; organisation: string; areas: readonly string[] }>,
): One | null {
  const { level, areas } = matter
  const isOwn = (one: Standing) => sameName(one.organisation, matter.organisation)
  // The whole force is further than any area.
  const distance = ({ areaCode }: Standing) => (areaCode === null ? areas.length : areas.indexOf(areaCode))
  const fitting = contacts.filter(
    (one) => one.level === level && (one.answersFor === 'anything' || isOwn(one)) && distance(one) !== -1,
  )
  const order = (a: One, b: One) =>
    Number(isOwn(b)) - Number(isOwn(a)) ||
    distance(a) - distance(b) ||
    (a.checkedOn === b.checkedOn ? 0 : a.checkedOn > b.checkedOn ? -1 : 1) ||
    (a.id < b.id ? -1 : 1)
  return fitting.sort(order)[0] ?? null
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
