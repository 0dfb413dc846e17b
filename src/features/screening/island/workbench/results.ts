type Listener = () => void
const listeners: Listener[] = []
let asked = 0
let shown = withoutHash()

/** Called after the results were replaced. */
export function onSwap(listener: Listener): void {
  listeners.push(listener)
}

/** Links and forms within the results replace them in place; everything else about them is as without script. */
export function watchResults(): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    const link = (event.target as Element).closest<HTMLAnchorElement>('[data-results] a[data-swap]')
    if (!link) return
    event.preventDefault()
    void swap(new URL(link.href), { says: 'Table changed', focus: focusAgain(link) })
  })
  document.addEventListener('submit', (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>('form[data-swap-form]')
    if (!form) return
    event.preventDefault()
    void swap(addressOf(form), {
      says: 'Results changed',
      focus: event.submitter?.closest('form')?.getAttribute('aria-label'),
    })
  })
  document.addEventListener('change', (event) => {
    const field = event.target as Element
    if (field.matches('[data-swap-form] select')) field.closest('form')?.requestSubmit()
  })
  // Going to a place within the page, as the skip link does, is no other question.
  addEventListener('popstate', () => {
    if (withoutHash() !== shown) location.reload()
  })
}

function withoutHash(): string {
  return location.pathname + location.search
}

/** Makes an address the page's own without loading it. */
export function keepAddress(address: URL, how: 'push' | 'replace'): void {
  history[`${how}State`](null, '', address)
  shown = withoutHash()
}

/** The address a form that gets would go to, without its empty fields. */
export function addressOf(form: HTMLFormElement): URL {
  const address = new URL(form.action)
  address.search = ''
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '') address.searchParams.append(name, value)
  }
  return address
}

/**
 * Replaces the results with those of an address and makes it the page's own. Only the last asked counts: an answer
 * that comes after a later question is dropped. Where it fails, the browser goes there itself.
 */
export async function swap(
  address: URL,
  { says, focus }: Readonly<{ says: string; focus?: string | null | undefined }>,
): Promise<void> {
  const turn = ++asked
  const results = document.querySelector<HTMLElement>('[data-results]')
  results?.setAttribute('aria-busy', 'true')
  const source = new URL(address)
  source.searchParams.set('fragment', '1')
  source.hash = ''
  try {
    const reply = await fetch(source, { headers: { Accept: 'text/html' } })
    const markup = await reply.text()
    if (turn !== asked) return
    if (!reply.ok || !reply.headers.get('Content-Type')?.includes('text/html'))
      throw new Error(`${reply.status}`)
    const made = new DOMParser().parseFromString(markup, 'text/html').querySelector('[data-results]')
    if (!made || !results) throw new Error('no results')
    results.replaceWith(document.adoptNode(made))
    keepAddress(address, 'push')
    keepQuestionLinks(address)
    for (const listener of listeners) listener()
    if (focus) document.querySelector<HTMLElement>(`[data-results] ${focus}`)?.focus({ preventScroll: true })
    announce(says)
  } catch {
    if (turn === asked) location.assign(address)
  }
}

export function announce(text: string): void {
  const region = document.querySelector('[data-announce]')
  if (region) region.textContent = text
}

// Saving and exporting, above the results, ask the question that is shown.
function keepQuestionLinks(address: URL): void {
  const choice = new Set([
    'sort',
    'order',
    'q',
    'band',
    'neighbourhood',
    'size',
    'page',
    'area',
    'colour',
    'fragment',
  ])
  const query = new URLSearchParams([...address.searchParams].filter(([name]) => !choice.has(name)))
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-keeps-question]')) {
    link.search = query.toString()
  }
}

// What was pressed is replaced with the results; its like in the new ones takes the keyboard's place.
function focusAgain(link: HTMLAnchorElement): string | null {
  const column = /wm-column--[a-z]+/.exec(link.closest('th')?.className ?? '')?.[0]
  return column ? `thead .${column} a` : '#results-title'
}
