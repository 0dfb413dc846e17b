// The names under which addresses say what was just done.
const TELLS = ['kept', 'told', 'ended']

/** Takes out of the address what the page has told, so that loading it again or sharing it does not tell it again. */
export function tellOnce(): void {
  if (!document.querySelector('[data-wm-told]')) return
  const address = new URL(location.href)
  for (const name of TELLS) address.searchParams.delete(name)
  history.replaceState(history.state, '', address)
}
