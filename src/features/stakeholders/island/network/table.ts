/**
 * Puts a button into each row of the table of people that marks them in the drawing, and gives a way to do the same
 * from the drawing. `choose` is told who is marked, `null` for nobody.
 */
export function chooseFromTable(choose: (node: number | null) => void): (node: number | null) => void {
  const rows = new Map<number, { row: HTMLElement; button: HTMLButtonElement }>()
  const mark = (node: number | null) => {
    for (const [other, { row, button }] of rows) {
      button.setAttribute('aria-pressed', String(other === node))
      row.classList.toggle('wm-network__row--chosen', other === node)
    }
    choose(node)
  }
  for (const row of document.querySelectorAll<HTMLElement>('tr[data-person]')) {
    const node = Number(row.dataset.person)
    const cell = row.querySelector('th')
    if (!cell) continue
    const name = cell.textContent?.trim() ?? ''
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'wm-network__show wm-no-print'
    button.append('Show')
    const about = document.createElement('span')
    about.className = 'govuk-visually-hidden'
    about.textContent = ` ${name} in the drawing`
    button.append(about)
    button.addEventListener('click', () => mark(button.getAttribute('aria-pressed') === 'true' ? null : node))
    button.setAttribute('aria-pressed', 'false')
    cell.append(' ', button)
    rows.set(node, { row, button })
  }
  return mark
}
