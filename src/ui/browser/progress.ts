const EVERY_MS = 2000
const WHEN_UNREACHABLE_MS = 10_000

/**
 * Keeps each running progress bar up to date by asking for its fragment, and loads the page again when the work has
 * finished, because then the page has more to say. Asks nothing while the page is hidden.
 */
export function keepProgressCurrent(): void {
  for (const bar of document.querySelectorAll<HTMLElement>('[data-wm-progress="running"][data-poll]')) {
    void follow(bar)
  }
}

async function follow(start: HTMLElement): Promise<void> {
  let bar = start
  for (;;) {
    await wait(EVERY_MS)
    if (document.hidden) continue
    const fragment = await ask(bar.dataset.poll ?? '')
    if (!fragment) {
      await wait(WHEN_UNREACHABLE_MS)
      continue
    }
    if (fragment.dataset.wmProgress === 'finished') {
      location.reload()
      return
    }
    bar.replaceWith(fragment)
    bar = fragment
  }
}

async function ask(url: string): Promise<HTMLElement | null> {
  try {
    const reply = await fetch(url, { headers: { Accept: 'text/html' } })
    if (!reply.ok) return null
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
    return page.querySelector<HTMLElement>('[data-wm-progress]')
  } catch {
    return null
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
