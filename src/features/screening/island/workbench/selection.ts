import { announce, keepAddress, onSwap, swap } from './results.ts'

type Listener = (code: string | null) => void
const listeners: Listener[] = []

/** Told whenever another area is selected, here or on the map. */
export function onSelect(listener: Listener): void {
  listeners.push(listener)
}

/** Links of the table select on the map; the rows say which one is selected. */
export function followSelection(): void {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
      return
    const link = (event.target as Element).closest<HTMLAnchorElement>('[data-results] a[data-select]')
    const code = link?.closest<HTMLElement>('tr')?.dataset.code
    if (!code) return
    event.preventDefault()
    mark(code)
    document.getElementById('map')?.scrollIntoView({ block: 'nearest' })
  })
  onSwap(() => {
    const code = document.querySelector<HTMLElement>('[data-map]')?.dataset.selected
    for (const listener of listeners) listener(code || null)
  })
}

/** Selects an area from the map: its row is marked and brought into view, from another page of the table if need be. */
export function select(code: string): void {
  const row = mark(code)
  if (row) {
    row.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    return
  }
  const address = new URL(location.href)
  for (const name of ['page', 'q', 'band', 'neighbourhood']) address.searchParams.delete(name)
  address.searchParams.set('area', code)
  address.hash = ''
  void swap(address, { says: 'The table shows the selected area' }).then(() =>
    mark(code)?.scrollIntoView({ block: 'nearest' }),
  )
}

function mark(code: string): HTMLElement | null {
  const map = document.querySelector<HTMLElement>('[data-map]')
  if (map) map.dataset.selected = code
  for (const row of document.querySelectorAll('tr[aria-selected]')) row.removeAttribute('aria-selected')
  const row = document.querySelector<HTMLElement>(`tr[data-code="${CSS.escape(code)}"]`)
  row?.setAttribute('aria-selected', 'true')
  const address = new URL(location.href)
  address.searchParams.set('area', code)
  keepAddress(address, 'replace')
  const name = row?.querySelector('th a')?.textContent
  const said = document.querySelector('[data-map-selected]')
  if (said && name)
    said.textContent = `Selected: ${name}, rank ${row?.querySelector('.wm-column--rank')?.textContent ?? ''}`
  if (name) announce(`${name} selected`)
  for (const listener of listeners) listener(code)
  return row
}
