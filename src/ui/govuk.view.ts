import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import nunjucks from 'nunjucks'
import { type Html, isHtml, trustedHtml } from '#ui/html.view.ts'

type Param = string | number | boolean | null | undefined | Html | Params | readonly Param[]

/**
 * Options of a component, as its own documentation names them. Whatever the templates print unescaped
 * (`html`, `…Html`, `slots`) takes only markup that is safe already; everything else is text.
 */
export type Params = {
  readonly [key: string]: Param
  readonly html?: Html | undefined
  readonly [key: `${string}Html`]: Html | undefined
}

const GOVUK = [
  'accordion',
  'back-link',
  'breadcrumbs',
  'button',
  'character-count',
  'checkboxes',
  'date-input',
  'details',
  'error-message',
  'error-summary',
  'fieldset',
  'file-upload',
  'hint',
  'input',
  'inset-text',
  'label',
  'notification-banner',
  'pagination',
  'panel',
  'password-input',
  'phase-banner',
  'radios',
  'select',
  'service-navigation',
  'skip-link',
  'summary-list',
  'table',
  'tabs',
  'tag',
  'task-list',
  'textarea',
  'warning-text',
] as const

// Left out: `add-another` and `currency-input` print a text option unescaped; `messages` and `timeline` bring a date
// library; `header` and `organisation-switcher` carry another service's brand.
const MOJ = [
  'alert',
  'badge',
  'banner',
  'button-menu',
  'date-picker',
  'filter',
  'identity-bar',
  'multi-file-upload',
  'notification-badge',
  'page-header-actions',
  'pagination',
  'primary-navigation',
  'progress-bar',
  'search',
  'side-navigation',
  'sub-navigation',
  'task-list',
  'ticket-panel',
] as const

type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name
type Components<Names extends readonly string[]> = {
  readonly [Name in Camel<Names[number]>]: (params: Params) => Html
}

const require = createRequire(import.meta.url)
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([
    resolve(dirname(require.resolve('govuk-frontend/package.json')), 'dist'),
    dirname(require.resolve('@ministryofjustice/frontend/package.json')),
  ]),
  { autoescape: true },
)

/** GOV.UK Design System components: `govuk.button({ text: 'Save' })`. Each costs one compiled template run. */
export const govuk = components('govuk', GOVUK)
/** Ministry of Justice Design System components: `moj.badge({ text: 'Overdue' })`. */
export const moj = components('moj', MOJ)

function components<Names extends readonly string[]>(family: string, names: Names): Components<Names> {
  const entries = names.map((name) => {
    const camel = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    return [camel, (params: Params) => component(`${family}/components/${name}`, params)]
  })
  return Object.freeze(Object.fromEntries(entries))
}

function component(folder: string, params: Params): Html {
  const template = environment.getTemplate(`${folder}/template.njk`, true)
  return trustedHtml(template.render({ params: forTemplate(params, folder, false) }))
}

// The templates print some options with `| safe`. This is the one gate through which those options pass,
// so an unescaped string can never reach them, whatever its caller believes about it.
function forTemplate(value: Param, path: string, isMarkup: boolean): unknown {
  if (isHtml(value)) return value.toString()
  if (isMarkup && typeof value === 'string' && value !== '') {
    throw new TypeError(`${path} takes markup made by html\`…\`, not a string`)
  }
  if (Array.isArray(value)) return value.map((item: Param) => forTemplate(item, path, isMarkup))
  if (typeof value !== 'object' || value === null) return value
  const clean: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value as Params)) {
    const printsRaw = key === 'html' || key.endsWith('Html') || path.endsWith('.slots')
    if (key === 'attributes' && typeof inner !== 'object' && inner !== undefined) {
      throw new TypeError(`${path}.attributes takes names with values, not text`)
    }
    clean[key] = forTemplate(inner, `${path}.${key}`, printsRaw)
  }
  return clean
}
