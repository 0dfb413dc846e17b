export type Selection = Readonly<{
  home: string
  /** Codes of the place, the chosen area's first. */
  picked(): ReadonlySet<string>
  /** Ticks these and no others; what is not on the list is left out. */
  pick(codes: Iterable<string>): void
  /** Takes back the last change, on the map or in the list; says whether there was one. */
  undo(): boolean
  canUndo(): boolean
  onChange(listener: () => void): void
}>

/** [D16] The one selection of map and list. The list's boxes hold it, since they are what the form sends. */
export function selectionOf(place: HTMLElement): Selection {
  const home = place.dataset.home ?? ''
  const boxes = new Map(
    [...place.querySelectorAll<HTMLInputElement>('[data-place-list] input[name=areas]')].map((box) => [
      box.value,
      box,
    ]),
  )
  const listeners: (() => void)[] = []
  const earlier: ReadonlySet<string>[] = []
  const picked = () => new Set([home, ...[...boxes].filter(([, box]) => box.checked).map(([code]) => code)])
  let last: ReadonlySet<string> = picked()

  function show(codes: ReadonlySet<string>): void {
    for (const [code, box] of boxes) box.checked = codes.has(code)
    for (const group of place.querySelectorAll('[data-place-list] details')) countTicked(group)
    last = picked()
    for (const listener of listeners) listener()
  }

  function change(codes: ReadonlySet<string>): void {
    if (codes.size === last.size && [...codes].every((code) => last.has(code))) return
    earlier.push(last)
    show(codes)
  }

  place.addEventListener('change', (event) => {
    if (boxes.get((event.target as HTMLInputElement).value) === event.target) change(picked())
  })
  // A page that comes back from the browser's memory brings its ticks along after scripts have run.
  addEventListener('pageshow', () => show(picked()))

  return {
    home,
    picked,
    pick: (codes) => change(new Set([home, ...[...codes].filter((code) => boxes.has(code))])),
    undo() {
      const before = earlier.pop()
      if (before) show(before)
      return before !== undefined
    },
    canUndo: () => earlier.length > 0,
    onChange: (listener) => listeners.push(listener),
  }
}

// A closed group says how many of it are in the place, so that nothing has to open for what the map does.
function countTicked(group: Element): void {
  const count = group.querySelectorAll('input:checked').length
  const said = group.querySelector('[data-place-count]')
  if (said) said.textContent = count > 0 ? `, ${count} in the place` : ''
}
