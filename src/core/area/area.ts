import type { Brand } from '#core/brand.ts'

/** A published area code (`E01013600`) or, where none is published, the force's own code for a neighbourhood or LPA. */
export type AreaCode = Brand<string, 'AreaCode'>

/** The units a screening can rank. Open-data points are snapped, so nothing finer than an LSOA is ever claimed. */
export const UNITS = ['lsoa', 'msoa', 'neighbourhood'] as const
export type Unit = (typeof UNITS)[number]

/** The census whose boundaries a code belongs to; codes of different vintages are different areas. */
export type Vintage = '2011' | '2021'
