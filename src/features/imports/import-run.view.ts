import type { ImportReport } from '#analytics/index.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import { formatNumber } from '#ui/number.view.ts'
import { progress } from '#ui/progress/progress.view.ts'
import { stateTag } from './import-list.view.ts'
import { importReport } from './import-report.view.ts'
import { type ImportRun, isFinished, percentDone } from './import-run.ts'

/** One import: how far it is, why it was refused, or its report. */
export function importRunPage(frame: Frame, run: ImportRun, report: ImportReport | null): string {
  return page(
    { ...frame, title: 'Import', breadcrumbs: [{ text: 'Imports', href: '/imports' }] },
    html`<h1 class="govuk-heading-l">Import ${stateTag(run.state)}</h1>
<p class="govuk-body wm-break">Asked for by ${run.requestedBy} on ${momentInWords(run.requestedAt)}: ${run.fileNames.join(', ')}</p>
${isFinished(run) ? nothing : progressOf(run)}
${run.state === 'refused' ? refusal(run.refusal) : nothing}
${run.state === 'failed' ? html`<p class="govuk-body">Something went wrong on our side. Nothing was changed. It is tried again a few times by itself; if it still fails, load the files again or ask whoever runs the server. <a class="govuk-link" href="/imports/${run.id}">See how far it is</a></p>` : nothing}
${report ? importReport(report) : nothing}`,
  )
}

/** The part of the page that changes while the import runs. */
export function progressOf(run: ImportRun): Html {
  const percent = percentDone(run.progress)
  const now = run.progress
  return progress({
    id: 'import-progress',
    label: now ? now.stage : 'Waiting for its turn',
    share: percent === null ? null : percent / 100,
    ...(now
      ? {
          detail: `${formatNumber(now.filesDone)} of ${formatNumber(now.files)} files, ${formatNumber(now.rows)} rows`,
        }
      : {}),
    isFinished: isFinished(run),
    pollUrl: `/imports/${run.id}/progress`,
  })
}

function refusal(sentence: string | null): Html {
  return html`${govuk.warningText({ text: 'Nothing was changed.', iconFallbackText: 'Warning' })}
<p class="govuk-body wm-break">${sentence}</p>
<p class="govuk-body"><a class="govuk-link" href="/imports">Choose other files</a></p>`
}
