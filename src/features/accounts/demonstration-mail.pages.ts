import { NotFound, type Routes } from '#platform/http/request.ts'
import { demonstrationMailView } from './demonstration-mail.view.ts'
import type { AccountsContext } from './sign-in.pages.ts'

/** The mail folder as a page. Anybody could sign in as anybody with it, so it is there in demonstration mode only. */
export function demonstrationMailPages(routes: Routes, { mail, frame, config }: AccountsContext): void {
  routes.get('/mail', async (c) => {
    if (!config.isDemonstration || mail.kind !== 'folder') throw new NotFound()
    // Notices go out beside the reply that caused them; whoever follows that reply here should find them.
    await mail.idle()
    return c.html(demonstrationMailView(frame(c), await mail.listKept(), config.publicUrl))
  })
}
