import { deviceSentence, pointText } from './point-text.ts'

/**
 * Beside each question for a point: a button that takes the device's place, and one that opens a map to press on. The
 * box can be typed in as before, and stays what the form sends.
 */
export function improvePointFields(): void {
  for (const holder of document.querySelectorAll<HTMLElement>('[data-wm-point]')) {
    const input = holder.querySelector('input')
    if (input) improve(holder, input)
  }
}

function improve(holder: HTMLElement, input: HTMLInputElement): void {
  const tools = document.createElement('div')
  tools.className = 'govuk-button-group wm-point__tools'
  const status = document.createElement('p')
  status.className = 'wm-map-note'
  status.setAttribute('role', 'status')
  const say = (words: string) => {
    status.textContent = words
  }
  const set = (longitude: number, latitude: number, words: string) => {
    input.value = pointText(longitude, latitude)
    input.dispatchEvent(new Event('input', { bubbles: true }))
    input.dispatchEvent(new Event('change', { bubbles: true }))
    say(words)
  }
  if ('geolocation' in navigator && isSecureContext) {
    const here = button('Use where I am', tools)
    here.addEventListener('click', () => {
      say('Finding where you are…')
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => set(coords.longitude, coords.latitude, deviceSentence(coords.accuracy)),
        ({ code }) => say(deviceSentence(null, code)),
        { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
      )
    })
  }
  const open = button('Choose on a map', tools)
  open.setAttribute('aria-expanded', 'false')
  const map = document.createElement('div')
  map.hidden = true
  let isBegun = false
  open.addEventListener('click', async () => {
    map.hidden = !map.hidden
    open.setAttribute('aria-expanded', String(!map.hidden))
    if (isBegun) return
    isBegun = true
    try {
      const { showPointMap } = await import('./map.ts')
      await showPointMap(map, input, set)
    } catch (problem) {
      console.warn('The point can still be typed.', problem)
      map.hidden = true
      open.hidden = true
      say('The map cannot be shown. Type the point, or describe the place in words.')
    }
  })
  holder.append(tools, status, map)
}

function button(text: string, into: HTMLElement): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'govuk-button govuk-button--secondary'
  made.textContent = text
  into.append(made)
  return made
}
