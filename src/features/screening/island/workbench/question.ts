import { addressOf, announce, swap } from './results.ts'

const WAIT_MS = 250

/** Weights get a slider each, and ranking follows them without the button [S7]. */
export function watchQuestion(form: HTMLFormElement): void {
  for (const box of form.querySelectorAll<HTMLElement>('[data-weight]')) addSlider(box)
  let timer = 0
  const rankAgain = () => {
    if (!form.checkValidity()) return
    announce('Ranking again…')
    void swap(shortAddress(form), { says: 'Ranked again' })
  }
  form.addEventListener('input', (event) => {
    if (!(event.target as Element).closest('[data-weight]')) return
    clearTimeout(timer)
    timer = window.setTimeout(rankAgain, WAIT_MS)
  })
}

// Weights at their defaults are left out, as the server leaves them out, so that one question has one address.
function shortAddress(form: HTMLFormElement): URL {
  const address = addressOf(form)
  for (const box of form.querySelectorAll<HTMLInputElement>('[data-weight] input[type=number]')) {
    if (box.value === box.dataset.default) address.searchParams.delete(box.name)
  }
  if (address.searchParams.get('unit') === 'lsoa') address.searchParams.delete('unit')
  const here = new URLSearchParams(location.search)
  for (const name of ['colour', 'size', 'q', 'neighbourhood']) {
    const value = here.get(name)
    if (value) address.searchParams.set(name, value)
  }
  return address
}

// The number is the field; the slider only moves it, so it has no name and is not sent.
function addSlider(box: HTMLElement): void {
  const number = box.querySelector<HTMLInputElement>('input[type=number]')
  const label = box.querySelector('label')
  if (!number || !label) return
  const slider = document.createElement('input')
  slider.type = 'range'
  slider.min = '0'
  slider.max = '100'
  slider.step = '5'
  slider.value = number.value
  slider.className = 'wm-weight__slider'
  slider.setAttribute('aria-label', `${label.textContent?.trim()} (slider)`)
  slider.addEventListener('input', () => {
    number.value = slider.value
  })
  number.addEventListener('input', () => {
    slider.value = number.value
  })
  number.before(slider)
}
