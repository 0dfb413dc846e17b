import { fileCalled, type RecordedFile } from '#core/record/recorded-file.ts'
import { momentInWords } from '#core/time/moment-in-words.ts'
import { fileField } from '#ui/forms/file-field.view.ts'
import { type FormState, form, textField, wordsField } from '#ui/forms/form.view.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { type Html, html, nothing } from '#ui/html.view.ts'
import {
  type Attachment,
  attachmentHref,
  FILE_MOST_MB,
  servedName,
  sizeInWords,
  typeInWords,
} from './attachment.ts'

/** Types a browser offers first. Phones that take HEIC pictures send these as JPEG when HEIC is not among them. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif,.pdf,.docx,.odt,.xlsx,.txt,.csv'
export const ACCEPTED_PICTURES = 'image/jpeg,image/png,image/webp'

/** A picture small, leading to itself in full. */
export function thumbnail(file: Attachment): Html {
  if (!file.picture) return nothing
  const { width, height } = smallSize(file.picture)
  return html`<a class="wm-file__picture" href="${attachmentHref(file)}"><img src="/files/${file.id}/thumbnail" alt="${file.shows}" width="${width}" height="${height}" loading="lazy"></a>`
}

const SMALL_SIDE = 240

function smallSize({ width, height }: Readonly<{ width: number; height: number }>) {
  const shrink = Math.min(1, SMALL_SIDE / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) }
}

export type FilesView = Readonly<{
  /** Of the entry's files: `/projects/AVE-2026-001/entries/…/files`. */
  at: string
  files: readonly Attachment[]
  mayAdd: boolean
  mayReadWithdrawn: boolean
  /** Named by the record the project came with, and not come with it. */
  notHere: readonly RecordedFile[]
}>

/** An entry's pictures and files, as a part of its page. */
export function filesPart({ at, files, mayAdd, mayReadWithdrawn, notHere }: FilesView): Html {
  if (files.length === 0 && notHere.length === 0 && !mayAdd) return nothing
  return html`<section aria-labelledby="files"><h2 class="govuk-heading-m" id="files">Pictures and files</h2>
${
  files.length
    ? html`<ul class="govuk-list wm-files">${files.map(
        (file) =>
          html`<li class="wm-file" id="file-${file.id}">${
            file.withdrawn ? withdrawnFile(file, mayReadWithdrawn) : liveFile(file)
          }${
            mayAdd && !file.withdrawn
              ? html`<span class="wm-changes wm-no-print"><a class="govuk-link" href="${at}/${file.id}/withdraw">Withdraw<span class="govuk-visually-hidden">: ${called(file)}</span></a></span>`
              : nothing
          }</li>`,
      )}</ul>`
    : html`<p class="govuk-body">No picture or file is attached.</p>`
}
${
  notHere.length
    ? html`<p class="govuk-body">Did not come with the record that this project was imported from:</p>
<ul class="govuk-list govuk-list--bullet">${notHere.map((file) => html`<li class="wm-words">${fileCalled(file)}</li>`)}</ul>`
    : nothing
}
${mayAdd ? html`<p class="govuk-body wm-changes wm-no-print"><a class="govuk-link" href="${at}">Add a picture or file</a></p>` : nothing}</section>`
}

const called = (file: Attachment) => file.shows || file.name

function liveFile(file: Attachment): Html {
  const { added } = file
  return html`${thumbnail(file)}${
    file.picture
      ? html`<span class="wm-words">${file.shows}</span>`
      : html`<a class="govuk-link wm-words" href="${attachmentHref(file)}">${file.shows || servedName(file)}</a>`
  }<span class="wm-byline">${typeInWords(file.type)}, ${sizeInWords(file.bytes)}. ${added.as}, ${momentInWords(added.at)}</span>`
}

function withdrawnFile(file: Attachment, mayRead: boolean): Html {
  const { withdrawn } = file
  if (!withdrawn) return nothing
  const name = html`<s class="wm-words">${called(file)}</s>`
  return html`${mayRead ? html`<a class="govuk-link" href="${attachmentHref(file)}">${name}</a>` : name}<span class="wm-words">Withdrawn by ${withdrawn.as}, ${momentInWords(withdrawn.at)}: ${withdrawn.why}</span>`
}

export type AttachView = Readonly<{
  /** Where the form is sent, and of what the page is. */
  at: string
  backTo: Readonly<{ text: string; href: string }>
  placeName: string
  title: string
  reopenField: Html
  key: string
  state: FormState
}>

/** The form that attaches one picture or file to an entry. */
export function attachPage(frame: Frame, view: AttachView): string {
  const { state } = view
  return page(
    {
      ...frame,
      title: `Add a picture or file: ${view.title}`,
      backLink: view.backTo,
      errors: state.errors ?? [],
    },
    html`<span class="govuk-caption-l">${view.placeName}</span>
<h1 class="govuk-heading-l">Add a picture or file</h1>
<p class="govuk-body">To: <span class="wm-words">${view.title}</span></p>
${form(
  { action: view.at, key: view.key, isMultipart: true },
  html`${fileField(state, {
    field: 'file',
    label: 'Choose a picture or file, or take a photograph',
    hint: `Photograph, PDF, Word, LibreOffice, Excel, plain text or CSV; ${FILE_MOST_MB} MB at most. Where and with what a photograph was taken is removed.`,
    accept: ACCEPTED,
  })}
${textField(state, 'shows', 'What does it show?', {
  hint: {
    text: 'One sentence, for people who cannot see it. A picture needs it. Leave out the names of people who did not agree',
  },
})}
${view.reopenField}
${govuk.button({ text: 'Add it', preventDoubleClick: true })}`,
)}`,
  )
}

export type WithdrawFileView = AttachView & Readonly<{ file: Attachment }>

export function withdrawFilePage(frame: Frame, view: WithdrawFileView): string {
  const { state, file } = view
  return page(
    { ...frame, title: 'Withdraw a file', backLink: view.backTo, errors: state.errors ?? [] },
    html`<span class="govuk-caption-l">${view.placeName}</span>
<h1 class="govuk-heading-l">Withdraw a file</h1>
<p class="govuk-body">It stays on the record, struck through, with your reason. Partners and residents can no longer open it.</p>
<div class="govuk-inset-text">${thumbnail(file)}<span class="wm-words">${called(file)}</span></div>
${form(
  { action: `${view.at}/${file.id}/withdraw`, key: view.key },
  html`${wordsField(state, 'why', 'Why is it withdrawn?', { rows: 3 })}
${view.reopenField}
${govuk.button({ text: 'Withdraw it', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
)}`,
  )
}
