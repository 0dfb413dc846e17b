import type { Entry } from '#core/proforma/entry.ts'
import { listOf, textOf } from '#core/proforma/entry.ts'
import { addDays, daysFrom } from '#core/time/calendar-day.ts'

export type FidelityAnswer = 'yes' | 'partly' | 'not yet' | 'not known'

/** One thing an answer counted; `path` follows the project's address. */
export type Basis = Readonly<{ text: string; path: string | null }>

/** One of the eleven features as the record answers it. */
export type Feature = Readonly<{
  name: string
  question: string
  answer: FidelityAnswer
  restsOn: readonly Basis[]
  /** What would make it yes; empty where it is. */
  toBecomeYes: string
}>

/** What the answers are counted from. Days are `YYYY-MM-DD`. */
export type Facts = Readonly<{
  openedOn: string
  today: string
  monthsKnown: number
  /** Places that were compared and not chosen. */
  alternatives: number
  steps: readonly Readonly<{ step: number; state: string }>[]
  entries: readonly Entry[]
  /** Kinds the project's template asks for. */
  kinds: ReadonlySet<string>
  team: readonly Readonly<{ part: string; fromOn: string; untilOn: string | null }>[]
  /** The parts that gave a rating in the latest ended round; `null` where none has ended. */
  ratedBy: readonly string[] | null
  /** Asked of others and not answered; answered. */
  escalations: Readonly<{ waiting: number; answered: number }>
}>

/** Longest that counts as lately, in days. */
const LATELY = 60
const THREE_YEARS = 36

/** [Y1] The eleven, in order. */
export function fidelityOf(facts: Facts): Feature[] {
  const record = recordOf(facts)
  return [
    understanding(facts, record),
    doneFully(facts),
    enoughTime(facts, record),
    chosenAndReached(facts, record),
    residentsTakePart(record),
    solvingTogether(record),
    connectedPeople(record),
    supportIsWon(record),
    seenAsTheySeeIt(facts, record),
    learntSkills(facts),
    notOnAgenciesAlone(facts, record),
  ]
}

type Record = ReturnType<typeof recordOf>

function recordOf({ entries, today }: Facts) {
  const live = entries.filter(({ withdrawn }) => !withdrawn)
  const of = (kind: string) => live.filter((entry) => entry.kind === kind)
  const gives = (name: string) => (entry: Entry) => textOf(entry.content, name) !== ''
  const says = (name: string, value: string) => (entry: Entry) => textOf(entry.content, name) === value
  const members = of('member').filter(
    ({ content }) => textOf(content, 'untilOn') === '' || textOf(content, 'untilOn') >= today,
  )
  const meetings = of('meeting').filter(({ content }) => {
    const date = textOf(content, 'date')
    return date !== '' && date <= today
  })
  return { of, gives, says, members, meetings }
}

function understanding({ monthsKnown }: Facts, { of }: Record): Feature {
  const evidence = of('evidence')
  const sources = new Set(
    evidence.map(({ content }) => textOf(content, 'source').toLowerCase()).filter(Boolean),
  )
  const harmed = of('harm').length + of('vulnerability').length
  const isLong = monthsKnown >= THREE_YEARS
  return feature(
    'Understanding in depth',
    'Is the place understood from years of records and from several sources?',
    isLong && sources.size >= 2 && harmed > 0 ? 'yes' : evidence.length > 0 ? 'partly' : 'not yet',
    [
      basis(`${count(monthsKnown, 'month', 'months')} of recorded crime known`, 'steps/1/figures'),
      basis(
        `${count(evidence.length, 'piece', 'pieces')} of evidence from ${count(sources.size, 'source', 'sources')}`,
        'evidence',
      ),
      basis(`${harmed} said about who or what could be harmed`, 'who-could-be-harmed'),
    ],
    'Three years of records or more, evidence from two sources or more, and who could be harmed.',
  )
}

function doneFully({ steps, ratedBy }: Facts): Feature {
  const signedOff = steps.filter(({ state }) => state === 'signed off').length
  const begun = steps.filter(({ step, state }) => step > 1 && state !== 'not started').length
  const isReviewed = ratedBy?.includes('reviewer') ?? false
  return feature(
    'Done fully and in the same way',
    'Was every step done on the one proforma, and was it looked at from outside?',
    signedOff === steps.length && isReviewed ? 'yes' : begun > 0 || ratedBy !== null ? 'partly' : 'not yet',
    [
      basis(`${signedOff} of ${steps.length} steps signed off`, ''),
      basis(`${begun} of Steps 2 to 8 begun`, ''),
      basis(
        ratedBy === null ? 'No round of ratings has ended' : `Rated by: ${ratedBy.join(', ') || 'nobody'}`,
        'ratings',
      ),
    ],
    'Every step signed off, and an independent reviewer’s rating.',
  )
}

function enoughTime({ openedOn, today }: Facts, { of, gives, meetings }: Record): Feature {
  const weeks = Math.max(0, Math.floor(daysFrom(openedOn, today) / 7))
  const contacts = of('contact')
  const lately = contacts.filter(({ content }) => textOf(content, 'on') >= addDays(today, -LATELY)).length
  const ownsEnd = of('terms').some(gives('endSign')) || of('terms').some(gives('endOn'))
  return feature(
    'Enough contact and time',
    'Is there steady contact, and does the working group itself say when it is done?',
    ownsEnd && lately > 0 && meetings.length > 1
      ? 'yes'
      : contacts.length > 0 || meetings.length > 0
        ? 'partly'
        : 'not yet',
    [
      basis(`${count(weeks, 'week', 'weeks')} since the project opened`, 'dose'),
      basis(
        `${count(contacts.length, 'contact', 'contacts')} written down, ${lately} in the last ${LATELY} days`,
        'contacts',
      ),
      basis(`${count(meetings.length, 'meeting', 'meetings')} of the group held`, 'meetings'),
      basis(
        ownsEnd ? 'The group says how it will know that it is done' : 'Nothing says when the group is done',
        'terms-of-reference',
      ),
    ],
    `Contact in the last ${LATELY} days, two meetings or more, and the group’s own words for when it is done.`,
  )
}

function chosenAndReached({ alternatives }: Facts, { of, gives }: Record): Feature {
  const stakeholders = of('stakeholder')
  const groups = new Set(stakeholders.map(({ content }) => textOf(content, 'group')).filter(Boolean))
  const gaps = of('gap')
  const planned = gaps.filter(gives('plan')).length
  const spokenTo = new Set(of('contact').flatMap(({ content }) => listOf(content, 'stakeholders')))
  const reached = stakeholders.filter(({ id }) => spokenTo.has(id)).length
  return feature(
    'Chosen on purpose, and everybody reached',
    'Was the place chosen against others, and is every group reached, the hard to reach among them?',
    alternatives > 0 && groups.size >= 3 && planned === gaps.length && reached > 0
      ? 'yes'
      : alternatives > 0 || stakeholders.length > 0
        ? 'partly'
        : 'not yet',
    [
      basis(`${count(alternatives, 'other place was', 'other places were')} compared`, 'steps/1'),
      basis(
        `${count(stakeholders.length, 'stakeholder', 'stakeholders')} from ${count(groups.size, 'group', 'groups')}; ${reached} of them spoken to`,
        'stakeholders',
      ),
      basis(
        gaps.length === 0
          ? 'No gap is named'
          : `${planned} of ${count(gaps.length, 'gap has', 'gaps have')} a plan`,
        'gaps',
      ),
    ],
    'Other places compared, stakeholders from three groups or more, some of them spoken to, and a plan for every gap.',
  )
}

function residentsTakePart({ members, says, meetings }: Record): Feature {
  const residents = members.filter(says('organisationKind', 'resident')).length
  return feature(
    'A group of residents',
    'Do residents take part as a group, made where there was none?',
    residents >= 2 && meetings.length > 0 ? 'yes' : residents > 0 ? 'partly' : 'not yet',
    [
      basis(`${residents} of ${count(members.length, 'member', 'members')} are residents`, 'members'),
      basis(`${count(meetings.length, 'meeting', 'meetings')} held`, 'meetings'),
    ],
    'Two residents or more in the group, and a meeting held.',
  )
}

function solvingTogether({ of, says }: Record): Feature {
  const decisions = of('group-decision').length
  const options = of('option')
  const chosen = options.filter(says('choice', 'chosen')).length
  const interventions = of('intervention')
  const byOthers = interventions.filter(
    (entry) => !says('organisationKind', 'police')(entry) && textOf(entry.content, 'organisationKind') !== '',
  ).length
  return feature(
    'Solving problems together',
    'Did the group weigh ways, choose, and share out what is done?',
    decisions > 0 && options.length > 1 && chosen > 0 && byOthers > 0
      ? 'yes'
      : decisions + options.length + interventions.length > 0
        ? 'partly'
        : 'not yet',
    [
      basis(`${count(decisions, 'decision', 'decisions')} of the group`, 'group-decisions'),
      basis(`${count(options.length, 'way', 'ways')} weighed, ${chosen} chosen`, 'options'),
      basis(
        `${byOthers} of ${count(interventions.length, 'intervention is', 'interventions are')} owned by others than the police`,
        'interventions',
      ),
    ],
    'A decision of the group, a choice between two ways or more, and something owned by others than the police.',
  )
}

function connectedPeople({ of, says, gives, members }: Record): Feature {
  const stakeholders = of('stakeholder')
  const asked = stakeholders.filter(gives('connected')).length
  const connected = stakeholders.filter(says('connected', 'yes')).length
  const able = members.filter((entry) => says('connected', 'yes')(entry) && gives('capability')(entry)).length
  const isUnknown = stakeholders.length > 0 && asked === 0 && able === 0
  return feature(
    'Highly connected, highly able people',
    'Are the people whom others know and trust found, and are they in the group?',
    able > 0 ? 'yes' : connected > 0 ? 'partly' : isUnknown ? 'not known' : 'not yet',
    [
      basis(
        `${connected} of ${count(stakeholders.length, 'stakeholder is', 'stakeholders are')} said to be connected; asked of ${asked}`,
        'stakeholders',
      ),
      basis(
        `${count(able, 'member', 'members')} of the group connected, with what they can do written down`,
        'members',
      ),
    ],
    'Somebody connected in the group, with what they can do.',
  )
}

function supportIsWon({ of, gives, members }: Record): Feature {
  const stakeholders = of('stakeholder')
  const interested = stakeholders.filter(gives('selfInterest')).length
  const withWhy = members.filter(gives('why')).length
  return feature(
    'Support is won',
    'Is it known what each would gain, and does that keep them in?',
    members.length > 0 && withWhy === members.length && interested * 2 >= stakeholders.length
      ? 'yes'
      : interested + withWhy > 0
        ? 'partly'
        : 'not yet',
    [
      basis(
        `What they would gain is written for ${interested} of ${count(stakeholders.length, 'stakeholder', 'stakeholders')}`,
        'stakeholders',
      ),
      basis(
        `Why they are in it is written for ${withWhy} of ${count(members.length, 'member', 'members')}`,
        'members',
      ),
    ],
    'Why every member is in the group, and what half the stakeholders or more would gain.',
  )
}

function seenAsTheySeeIt({ kinds }: Facts, { of, gives }: Record): Feature {
  const pictures = of('picture').length
  const concerns = of('stakeholder').filter(gives('concern')).length
  const heard = of('contact').filter(gives('heard')).length
  const hasPictures = kinds.has('picture')
  return feature(
    'In tune with the community',
    'Is the problem seen as each of the people here sees it?',
    hasPictures && pictures >= 3
      ? 'yes'
      : pictures + concerns + heard > 0
        ? 'partly'
        : hasPictures
          ? 'not yet'
          : 'not known',
    [
      basis(
        hasPictures
          ? `${count(pictures, 'problem picture', 'problem pictures')}`
          : 'Problem pictures are not part of this proforma yet',
        hasPictures ? 'steps/4' : null,
      ),
      basis(
        `What worries them is written for ${count(concerns, 'stakeholder', 'stakeholders')}`,
        'stakeholders',
      ),
      basis(`What was heard is written for ${count(heard, 'contact', 'contacts')}`, 'contacts'),
    ],
    'Problem pictures from three people or groups, or more.',
  )
}

function learntSkills({ team, ratedBy, today }: Facts): Feature {
  const now = team.filter(({ untilOn }) => untilOn === null || untilOn >= today)
  const coaches = now.filter(({ part }) => part === 'coach').length
  const leads = team.filter(({ part }) => part === 'lead officer')
  const isReviewed = ratedBy?.includes('reviewer') ?? false
  return feature(
    'Skills that are learnt by doing',
    'Does somebody experienced stand beside the team?',
    coaches > 0 && isReviewed ? 'yes' : coaches > 0 || isReviewed ? 'partly' : 'not known',
    [
      basis(`${count(coaches, 'coach', 'coaches')} on the team`, 'team'),
      basis(
        isReviewed ? 'An independent reviewer has rated it' : 'No independent reviewer has rated it',
        'ratings',
      ),
      basis(`${count(leads.length, 'lead officer', 'lead officers')} since it opened`, 'team'),
      basis('Training is not part of this record', null),
    ],
    'A coach on the team, and a reviewer’s rating.',
  )
}

function notOnAgenciesAlone({ escalations }: Facts, { of, says }: Record): Feature {
  const interventions = of('intervention')
  const own = interventions.filter((entry) =>
    ['residents', 'business', 'charity'].some((kind) => says('organisationKind', kind)(entry)),
  )
  const moving = own.filter(
    (entry) => says('progress', 'under way')(entry) || says('progress', 'done')(entry),
  ).length
  const { waiting, answered } = escalations
  return feature(
    'Not resting on agencies alone',
    'Do people here move things themselves, and is it written down where agencies do not?',
    moving > 0 ? 'yes' : own.length > 0 || waiting + answered > 0 ? 'partly' : 'not yet',
    [
      basis(
        `${own.length} of ${count(interventions.length, 'intervention is', 'interventions are')} owned by residents, businesses or charities; ${moving} under way or done`,
        'interventions',
      ),
      basis(
        `${waiting + answered} raised with those who could decide: ${answered} answered, ${waiting} not`,
        'steps/8',
      ),
    ],
    'Something owned by residents, businesses or charities that is under way or done.',
  )
}

function feature(
  name: string,
  question: string,
  answer: FidelityAnswer,
  restsOn: readonly Basis[],
  toBecomeYes: string,
): Feature {
  return { name, question, answer, restsOn, toBecomeYes: answer === 'yes' ? '' : toBecomeYes }
}

const basis = (text: string, path: string | null): Basis => ({ text, path })
const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`
