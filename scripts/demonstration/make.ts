import { parseArgs } from 'node:util'
import { parseMonth } from '#core/time/month.ts'
import { makeDemonstration } from './make-demonstration.ts'

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    months: { type: 'string', default: '48' },
    'last-month': { type: 'string', default: '2025-12' },
  },
})
const lastMonth = parseMonth(values['last-month'])
const [seed, months] = [Number(values.seed), Number(values.months)]
if (!values.out || !lastMonth || !Number.isInteger(seed) || !Number.isInteger(months) || months < 1) {
  console.error(
    'Usage: node scripts/demonstration/make.ts --out FOLDER [--seed 1] [--months 48] [--last-month 2025-12]',
  )
  process.exitCode = 2
} else {
  const files = await makeDemonstration({ folder: values.out, seed, months, lastMonth })
  console.log(
    `Averley Constabulary, ${files.firstMonth} to ${lastMonth}: ${files.streetRows} street rows in ${files.street.length} months, in ${values.out}`,
  )
}
