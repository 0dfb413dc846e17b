import { z } from 'zod'
import { isRealDay } from '#core/time/partial-date.ts'
import { HOURS_KINDS } from './hours.ts'

const part = (most: number) => z.coerce.number('Use numbers in the date').int().min(1).max(most)

/** Two taps: how long, and given or taken; the day is today. */
export const QuickForm = z.object({
  kind: z.enum(HOURS_KINDS, 'Choose one of the buttons'),
  minutes: z.coerce.number('Choose one of the buttons').int().min(5).max(1440),
})

/** Any day and any length. */
export const NoteForm = z
  .object({
    kind: z.enum(HOURS_KINDS, 'Say which it was'),
    hours: z.coerce
      .number('Enter hours as a number, such as 1.5')
      .min(5 / 60, 'Enter at least five minutes')
      .max(24, 'A day has 24 hours'),
    day: part(31),
    month: part(12),
    year: part(2999),
  })
  .transform(({ kind, hours, day, month, year }) => ({
    kind,
    minutes: Math.round(hours * 60),
    onDay: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
  }))
  .refine(({ onDay }) => isRealDay(onDay), { path: ['day'], message: 'Enter a real date' })
