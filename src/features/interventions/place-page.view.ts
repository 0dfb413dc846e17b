import type { FormState } from '#ui/forms/form.view.ts'
import type { Frame } from '#ui/frame/page.view.ts'

/** What every page of this feature within a project knows of it. */
export type OfProject = Readonly<{ number: string; placeName: string }>

/** The pages above one, and what was wrong with what was sent. */
export function placeFrame(
  frame: Frame,
  project: OfProject,
  title: string,
  state: FormState = {},
): Frame &
  Readonly<{ title: string; breadcrumbs: readonly { text: string; href: string }[] }> & {
    errors: NonNullable<FormState['errors']>
  } {
  return {
    ...frame,
    title: `${title}: ${project.placeName}`,
    errors: state.errors ?? [],
    breadcrumbs: [
      { text: 'Projects', href: '/projects' },
      { text: project.placeName, href: `/projects/${project.number}` },
      { text: 'Step 7', href: `/projects/${project.number}/steps/7` },
    ],
  }
}
