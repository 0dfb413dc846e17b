/**
 * What a place can be ranked on. The first four are Northamptonshire's criteria for choosing places, as far as data
 * can speak to them: known vulnerability, contribution to recorded crime, a long-term issue that resists
 * improvement, many potential stakeholders. The rest weigh nothing unless somebody says so.
 */
export const CRITERIA = [
  {
    key: 'vulnerability',
    label: 'Vulnerability',
    hint: 'Vulnerable Localities Index from open data; 100 is the average of the areas screened',
    defaultWeight: 30,
  },
  {
    key: 'contribution',
    label: 'Contribution to recorded crime',
    hint: 'Recorded crime and anti-social behaviour over the whole period',
    defaultWeight: 30,
  },
  {
    key: 'persistence',
    label: 'Long-term issue that resists improvement',
    hint: 'Share of months among the highest tenth of areas, halved where the trend is clearly falling',
    defaultWeight: 30,
  },
  {
    key: 'stakeholders',
    label: 'Potential stakeholders',
    hint: 'Number of people who live there: all that open data can say about who could take part',
    defaultWeight: 10,
  },
  {
    key: 'rate',
    label: 'Rate',
    hint: 'Recorded crime per 1,000 residents, steadied where numbers are small',
    defaultWeight: 0,
  },
  {
    key: 'trend',
    label: 'Rising trend',
    hint: 'Theil–Sen slope per year after taking out the seasons',
    defaultWeight: 0,
  },
  {
    key: 'cluster',
    label: 'Part of a cluster',
    hint: 'Gi* z-score: high areas among high neighbours',
    defaultWeight: 0,
  },
  { key: 'deprivation', label: 'Deprivation', hint: 'Index of Multiple Deprivation score', defaultWeight: 0 },
] as const

export type CriterionKey = (typeof CRITERIA)[number]['key']

/** Weights from 0 to 100; only their proportions matter. */
export type Weights = Readonly<Record<CriterionKey, number>>

export const DEFAULT_WEIGHTS: Weights = Object.fromEntries(
  CRITERIA.map((criterion) => [criterion.key, criterion.defaultWeight]),
) as Record<CriterionKey, number>
