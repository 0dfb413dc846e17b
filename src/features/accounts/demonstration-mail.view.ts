import { momentInWords } from '#core/time/moment-in-words.ts'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { govuk } from '#ui/govuk.view.ts'
import { html } from '#ui/html.view.ts'

export type MailLine = Readonly<{ id: string; at: string; to: string; subject: string; text: string }>

export function demonstrationMailView(
  frame: Frame,
  messages: readonly MailLine[],
  publicUrl: string,
): string {
  return page(
    { ...frame, title: 'Demonstration mail' },
    html`<h1 class="govuk-heading-xl">Demonstration mail</h1>
${govuk.insetText({ text: 'Demonstration mail: messages are kept here instead of being sent' })}
${messages.length === 0 ? html`<p class="govuk-body">No messages yet.</p>` : messages.map((message) => oneMessage(message, publicUrl))}`,
  )
}

function oneMessage(message: MailLine, publicUrl: string) {
  return html`<article class="govuk-!-margin-bottom-8">
<h2 class="govuk-heading-m govuk-!-margin-bottom-1">${message.subject}</h2>
<p class="govuk-hint govuk-!-margin-bottom-3">To ${message.to}, ${momentInWords(new Date(message.at))}</p>
${message.text.split('\n\n').map((paragraph) => html`<p class="govuk-body">${withLinks(paragraph, publicUrl)}</p>`)}
</article>`
}

// Only addresses of this service become links, and as paths: the page works at whatever address it was reached.
function withLinks(paragraph: string, publicUrl: string) {
  return paragraph.split(/(https?:\/\/[^\s]+[^\s.,])/).map((part) => {
    const path = part.startsWith(`${publicUrl}/`) ? part.slice(publicUrl.length) : null
    return path ? html`<a class="govuk-link" href="${path}">${part}</a>` : part
  })
}
