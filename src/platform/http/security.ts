import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { NotAllowed } from '#platform/http/request.ts'

/** What the guards in front of every request need to know. */
export type SecuritySettings = Readonly<{
  /** The address people type; the only other origin a form may come from is the one it is sent to. */
  publicUrl: string
  /** Takes the request id that a proxy in front gives. */
  trustProxy: boolean
  /** For imports; what else carries files may have {@link FILES_LIMIT_MB}, and every other body one megabyte. */
  uploadLimitMb: number
}>

/** Thrown for a body above the limit; the app answers 413. */
export class TooLarge extends Error {
  readonly limitMb: number
  constructor(limitMb: number) {
    super(`a body of more than ${limitMb} MB`)
    this.limitMb = limitMb
  }
}

/** The most that a form with files may have: one file of 20 MB, and what is typed beside it. */
export const FILES_LIMIT_MB = 21
const ORDINARY_LIMIT_MB = 1
const MEGABYTE = 1024 * 1024

// A form that carries files goes to an address that ends so.
const CARRIES_FILES = /\/files$/
const IS_IMPORT = /^\/(imports|projects\/import)(\/|$)/

/**
 * What every request passes: an id, headers that keep pages inside this origin, refusal of forms sent from
 * elsewhere and of bodies above the limit, and `Cache-Control: no-store` unless the handler says otherwise.
 * Throws `NotAllowed` and {@link TooLarge}. Mounted one by one, `app.use(...secure(settings))`, so that the app's own
 * error pages carry the headers too.
 */
export function secure(settings: SecuritySettings): MiddlewareHandler[] {
  return [
    requestId(settings.trustProxy ? { limitLength: 64 } : { headerName: '' }),
    headers(settings.publicUrl.startsWith('https:')),
    cachePolicy,
    sameOriginForms(new URL(settings.publicUrl).origin),
    bodyLimits(settings.uploadLimitMb),
  ]
}

function headers(isHttps: boolean): MiddlewareHandler {
  return secureHeaders({
    // A handler that says something stricter of its own answer is not overruled.
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      // MapLibre draws pictures from blobs; component icons are data in the style sheet.
      imgSrc: ["'self'", 'data:', 'blob:'],
      connectSrc: ["'self'"],
      workerSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    // A browser that has seen the service over https never asks it in the clear again.
    strictTransportSecurity: isHttps ? 'max-age=31536000; includeSubDomains' : false,
    // Addresses carry the names of places and records; no other site is told them.
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    xXssProtection: false,
    permissionsPolicy: {
      camera: [],
      microphone: [],
      // “Use where I am” beside a question for a point asks for it when pressed, and the browser asks the person.
      geolocation: ['self'],
      payment: [],
      usb: [],
      browsingTopics: [],
    },
  })
}

// Nearly every page is one person's: what a handler does not declare cacheable is stored nowhere.
const cachePolicy: MiddlewareHandler = async (c, next) => {
  await next()
  if (c.res.headers.get('Cache-Control') === null) c.header('Cache-Control', 'no-store')
}

function sameOriginForms(publicOrigin: string): MiddlewareHandler {
  const isOurs = (origin: string, c: Context) =>
    origin === publicOrigin || origin === new URL(c.req.url).origin
  const check = csrf({ origin: isOurs })
  return async (c, next) => {
    // The library looks at what a plain form can send; whatever else writes is held to the same origin too.
    const origin = c.req.header('Origin')
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isRead && origin !== undefined && !isOurs(origin, c)) throw new NotAllowed('sent from another site')
    try {
      await check(c, async () => {})
    } catch (refusal) {
      if (refusal instanceof HTTPException) throw new NotAllowed('the form came from another site')
      throw refusal
    }
    await next()
  }
}

function bodyLimits(importLimitMb: number): MiddlewareHandler {
  const limited = (limitMb: number) =>
    bodyLimit({
      maxSize: limitMb * MEGABYTE,
      onError: () => {
        throw new TooLarge(limitMb)
      },
    })
  const [ordinary, files, imports] = [ORDINARY_LIMIT_MB, FILES_LIMIT_MB, importLimitMb].map(limited)
  return (c, next) => {
    const { path } = c.req
    return (IS_IMPORT.test(path) ? imports : CARRIES_FILES.test(path) ? files : ordinary)!(c, next)
  }
}
