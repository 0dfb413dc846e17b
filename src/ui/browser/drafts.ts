// What is typed in a form that keeps drafts. Each pause in typing writes it to this device at once and then to the
// server; as soon as the server has it, the device forgets. When the page is opened again, whichever is newer is
// offered back, never put in unasked. A draft whose form was taken since, told by the form's key, is dropped. What the
// device keeps is under its writer, as the server names them, and offered to nobody else who signs in on it.

type Fields = Record<string, string | string[]>
type Kept = Readonly<{ fields: Fields; savedAt: string; key: string | null }>

const PREFIX = 'wm-draft:'
const PAUSE_MS = 1500

/** Wakes every form that keeps drafts, and forgets what this device keeps when its person signs out. */
export function keepDrafts(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-wm-draft]')) keep(form)
  document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name)
  })
}

function keep(form: HTMLFormElement): void {
  const address = new URL(form.action).pathname
  const begun = JSON.stringify(fieldsOf(form))
  const status = document.createElement('p')
  status.className = 'govuk-hint wm-draft-status'
  status.setAttribute('role', 'status')
  form.append(status)
  let writer: string | null = null
  void draftsOf(address).then((found) => {
    writer = found?.writer ?? null
    if (found) offer(form, address, placeOf(writer, address), begun, found)
  })
  let pause: ReturnType<typeof setTimeout> | undefined
  form.addEventListener('input', () => {
    clearTimeout(pause)
    pause = setTimeout(() => void save(form, address, writer, status), PAUSE_MS)
  })
  // Typed and left at once: the device still has it.
  form.addEventListener('submit', () => clearTimeout(pause))
  addEventListener('pagehide', () => {
    if (pause !== undefined && JSON.stringify(fieldsOf(form)) !== begun)
      void save(form, address, writer, status)
  })
}

async function save(
  form: HTMLFormElement,
  address: string,
  writer: string | null,
  status: HTMLElement,
): Promise<void> {
  const place = placeOf(writer, address)
  const kept: Kept = { fields: fieldsOf(form), savedAt: new Date().toISOString(), key: keyOf(form) }
  remember(place, kept)
  const body = JSON.stringify({ form: address, page: location.pathname + location.search, writer, ...kept })
  try {
    const reply = await fetch('/drafts', {
      method: 'PUT',
      body,
      headers: { 'Content-Type': 'application/json' },
      redirect: 'error',
      keepalive: body.length < 60_000,
    })
    if (!reply.ok) throw new Error(`${reply.status}`)
    localStorage.removeItem(place)
    say(status, 'What you typed is kept until you save it.')
  } catch {
    say(status, 'No connection, or you are signed out. What you typed is kept on this device.')
  }
}

// Said once until it changes, so that a screen reader is not interrupted at every pause.
function say(status: HTMLElement, text: string): void {
  if (status.textContent !== text) status.textContent = text
}

function remember(place: string, kept: Kept): void {
  try {
    localStorage.setItem(place, JSON.stringify(kept))
  } catch {
    // A full or forbidden store leaves the server's copy.
  }
}

type Found = Readonly<{ writer: string; draft: Kept | null; isTaken: boolean }>

// Asks first who is writing, and then about their own words on this device, if the form of these was taken since.
async function draftsOf(address: string): Promise<Found | null> {
  const ask = async (key: string | null) => {
    const asked = new URLSearchParams({ form: address, ...(key ? { key } : {}) })
    const reply = await fetch(`/drafts/of?${asked}`, { redirect: 'error' }).catch(() => null)
    return reply?.ok ? ((await reply.json()) as Found) : null
  }
  const found = await ask(null)
  const key = found && parse(localStorage.getItem(placeOf(found.writer, address)))?.key
  return key ? ask(key) : found
}

const placeOf = (writer: string | null, address: string) => `${PREFIX}${writer ?? ''}:${address}`

function offer(form: HTMLFormElement, address: string, place: string, begun: string, found: Found): void {
  if (found.isTaken) localStorage.removeItem(place)
  const mine = parse(localStorage.getItem(place))
  const newest = [mine, found.draft]
    .filter((one) => one !== null)
    .sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1))[0]
  if (newest && JSON.stringify(newest.fields) !== begun) show(form, address, place, newest)
}

function show(form: HTMLFormElement, address: string, place: string, kept: Kept): void {
  const at = new Date(kept.savedAt).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
  const box = document.createElement('div')
  box.className = 'govuk-inset-text wm-draft-offer'
  box.setAttribute('role', 'region')
  box.setAttribute('aria-label', 'Words you have not saved')
  const words = document.createElement('p')
  words.className = 'govuk-body'
  words.textContent = `You typed something here on ${at} that was not saved.`
  const group = document.createElement('div')
  group.className = 'govuk-button-group'
  group.append(
    button('Put it back', () => {
      fill(form, kept.fields)
      box.remove()
      form.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select')?.focus()
    }),
    button('Throw it away', () => {
      localStorage.removeItem(place)
      const body = new URLSearchParams({ form: address })
      void fetch('/drafts/drop', { method: 'POST', body, redirect: 'manual' })
      box.remove()
    }),
  )
  box.append(words, group)
  form.before(box)
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'govuk-button govuk-button--secondary'
  made.textContent = text
  made.addEventListener('click', act)
  return made
}

function keyOf(form: HTMLFormElement): string | null {
  return form.querySelector<HTMLInputElement>('input[name="_key"]')?.value ?? null
}

// Passwords, codes and files are never among them.
function fieldsOf(form: HTMLFormElement): Fields {
  const fields: Fields = {}
  const secret = new Set(
    [
      ...form.querySelectorAll<HTMLInputElement>('input[type=password], input[autocomplete="one-time-code"]'),
    ].map((input) => input.name),
  )
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || value === '' || secret.has(name)) continue
    if (name.startsWith('_') && name !== '_version') continue
    const before = fields[name]
    fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  return fields
}

function fill(form: HTMLFormElement, fields: Fields): void {
  for (const element of form.elements) {
    if (!('name' in element) || typeof element.name !== 'string' || element.name === '_key') continue
    const value = fields[element.name]
    const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
    if (element instanceof HTMLInputElement && (element.type === 'checkbox' || element.type === 'radio'))
      element.checked = values.includes(element.value)
    else if (element instanceof HTMLSelectElement)
      for (const option of element.options) option.selected = values.includes(option.value)
    else if (
      (element instanceof HTMLInputElement && element.type !== 'file' && element.type !== 'submit') ||
      element instanceof HTMLTextAreaElement
    )
      if (value !== undefined) element.value = values[0] ?? ''
  }
}

function parse(text: string | null): Kept | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    return typeof value === 'object' && value !== null && 'fields' in value ? (value as Kept) : null
  } catch {
    return null
  }
}
