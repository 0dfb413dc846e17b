/**
 * Shows how much of a form's files has been sent, then the page that answers in place of this one; `start` wakes its
 * components. Where this does not run the browser sends the form itself.
 */
export function showUploads(start: () => void): void {
  for (const field of document.querySelectorAll<HTMLElement>('[data-wm-upload]')) {
    const form = field.closest('form')
    form?.addEventListener('submit', (event) => {
      const files = field.querySelector<HTMLInputElement>('input[type=file]')?.files
      if (!files || files.length === 0) return
      event.preventDefault()
      send(form, field, (event as SubmitEvent).submitter, start)
    })
  }
}

function send(
  form: HTMLFormElement,
  field: HTMLElement,
  submitter: HTMLElement | null,
  start: () => void,
): void {
  const panel = field.querySelector<HTMLElement>('[data-wm-upload-progress]')
  const bar = panel?.querySelector('progress')
  const words = panel?.querySelector<HTMLElement>('[role=status]')
  if (!panel || !bar || !words) {
    form.submit()
    return
  }
  panel.hidden = false
  const request = new XMLHttpRequest()
  request.open('POST', form.action)
  request.responseType = 'document'
  let saidPercent = -1
  request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
    if (!lengthComputable) return
    const percent = Math.round((loaded / total) * 100)
    bar.value = percent
    // Every tenth is enough for somebody who listens.
    if (percent >= saidPercent + 10 || percent === 100) {
      saidPercent = percent
      words.textContent = percent === 100 ? 'Sent. Checking…' : `${percent}% sent`
    }
  })
  request.addEventListener('load', () => arrive(request, words, start))
  request.addEventListener('error', () => {
    words.textContent = 'Sending stopped. Check your connection and send it again.'
  })
  const body = new FormData(form, submitter)
  request.send(body)
}

// A redirect has been followed by now: the answer is the page to be on, already loaded, and asking for it again would
// lose what it says only once. It is shown under its own address. A refused form keeps the address, with what was typed.
function arrive(request: XMLHttpRequest, words: HTMLElement, start: () => void): void {
  const page = request.responseXML
  if (!page?.querySelector('main')) {
    words.textContent = 'The files were not accepted. Load this page again and try once more.'
    return
  }
  if (request.status < 300 && request.responseURL) {
    history.pushState(null, '', request.responseURL)
    // Going back loads the form again, rather than change the address and nothing else.
    addEventListener('popstate', () => location.reload(), { once: true })
  }
  document.title = page.title
  document.body.replaceChildren(...page.body.childNodes)
  scrollTo(0, 0)
  document.querySelector<HTMLElement>('main')?.focus()
  start()
  wakeIslands(page)
}

// Scripts and styles of the page that are not here are fetched. Those that are here do not run again by themselves: an
// island whose elements may come back listens for `wm:page`.
function wakeIslands(page: Document): void {
  document.dispatchEvent(new Event('wm:page'))
  for (const { href } of page.head.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    if (document.head.querySelector(`link[href="${new URL(href).pathname}"]`)) continue
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = href
    document.head.append(link)
  }
  for (const { src } of page.head.querySelectorAll<HTMLScriptElement>('script[type=module]')) {
    if (document.head.querySelector(`script[src="${new URL(src).pathname}"]`)) continue
    const script = document.createElement('script')
    script.type = 'module'
    script.src = src
    document.head.append(script)
  }
}
