import type { Overlay } from '#core/proforma/overlay.ts'

/** One published version beside the platform's own. */
export type TemplateVersion = Readonly<{
  version: number
  overlay: Overlay
  note: string
  made: Readonly<{ as: string; at: Date }>
}>

/** The next version while it is being written. */
export type TemplateDraft = Readonly<{
  /** The version it will follow. */
  basedOn: number
  overlay: Overlay
  written: Readonly<{ as: string; at: Date }>
  /** Of the draft's row: what a form was made from. */
  version: number
}>

/** Why a change to the template is refused; `changed`: somebody wrote or published in between. */
export type TemplateRefusal = 'not-your-role' | 'changed' | 'no-difference'
