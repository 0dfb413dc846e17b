import { attributes, type Html, html, nothing } from '#ui/html.view.ts'

export type Progress = Readonly<{
  id: string
  /** What is going on: `Loading 2024-05-leicestershire-street.csv`. */
  label: string
  /** From 0 to 1; null while it cannot be known. */
  share: number | null
  detail?: string
  isFinished: boolean
  /**
   * Address of this fragment alone. While the work runs a script asks it every two seconds and puts the reply in
   * place; when a reply says it is finished the page is loaded again. Without script the page says to reload.
   */
  pollUrl?: string
}>

/** A progress bar that says in words what it shows, kept up to date where scripts run. */
export function progress(work: Progress): Html {
  const { id, label, share, detail, isFinished, pollUrl } = work
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 100)
  return html`<div class="wm-progress" id="${id}"${attributes({
    'data-wm-progress': isFinished ? 'finished' : 'running',
    'data-poll': isFinished ? null : pollUrl,
  })}>
<label class="wm-progress__label" for="${id}-bar">${label}</label>
<progress class="wm-progress__bar" id="${id}-bar" max="100"${attributes({ value: percent })}>${percent === null ? 'under way' : `${percent}%`}</progress>
<p class="wm-progress__detail">${percent === null ? 'Under way' : `${percent}%`}${detail ? ` · ${detail}` : nothing}</p>
${isFinished || !pollUrl ? nothing : html`<p class="wm-progress__reload wm-without-script">Load this page again to see how far it is.</p>`}
</div>`
}
