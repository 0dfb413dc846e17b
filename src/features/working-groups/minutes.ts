import type { GroupJob, Meeting } from './group.ts'
import { meetingInWords } from './group-words.ts'
import { jobInWords } from './meeting.view.ts'

export type MinutesView = Readonly<{
  placeName: string
  /** Every reading of it is logged, so that a message says only where to read. */
  isSensitive: boolean
  meeting: Meeting
  decisions: readonly Readonly<{ decided: string }>[]
  jobs: readonly GroupJob[]
  nameOf(memberId: string): string
  address: string
}>

/** [W10] What is sent to members after a meeting. */
export function minutesMessage(view: MinutesView): Readonly<{ subject: string; text: string }> {
  const { meeting, decisions, jobs, nameOf, isSensitive, address } = view
  if (isSensitive)
    return {
      subject: 'Minutes of your working group',
      text: ['The minutes of a meeting of your working group are ready. Read them here:', address].join(
        '\n\n',
      ),
    }
  const listed = (heading: string, lines: readonly string[]) =>
    lines.length ? [[heading, ...lines.map((line) => `- ${line}`)].join('\n')] : []
  return {
    subject: `Minutes of the working group for ${view.placeName}`,
    text: [
      meetingInWords(meeting),
      meeting.minutes.length > 12_000 ? `${meeting.minutes.slice(0, 12_000)}…` : meeting.minutes,
      ...listed(
        'Decided:',
        decisions.map(({ decided }) => decided),
      ),
      ...listed(
        'Jobs:',
        jobs.map((job) => `${job.what}: ${jobInWords(job, nameOf)}`),
      ),
      `The whole record of the meeting: ${address}`,
      'You get this because you are in the group. To stop it, tell whoever chairs, or leave the group.',
    ].join('\n\n'),
  }
}
