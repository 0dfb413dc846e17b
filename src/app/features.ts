import { areaIndicators, areasAround } from '#analytics/index.ts'
import { londonDay } from '#core/time/london-day.ts'
import { accountsPages } from '#features/accounts/index.ts'
import { assetsPages } from '#features/assets/index.ts'
import { attachmentJobs, attachmentsPages } from '#features/attachments/index.ts'
import { briefPages } from '#features/briefs/index.ts'
import { decisionsPages } from '#features/decisions/index.ts'
import { dosePages } from '#features/dose/index.ts'
import { draftsPages } from '#features/drafts/index.ts'
import { escalationJobs, escalationsPages } from '#features/escalations/index.ts'
import { fidelityPages } from '#features/fidelity/index.ts'
import { homePages } from '#features/home/index.ts'
import { importJobs, importPages } from '#features/imports/index.ts'
import { interventionsPages, reminderJobs } from '#features/interventions/index.ts'
import { peoplePages } from '#features/people/index.ts'
import { picturesPages } from '#features/pictures/index.ts'
import { portfolioPages } from '#features/portfolio/index.ts'
import {
  countOpenProjects,
  listOwnProjects,
  moveOpenProjects,
  projectsPages,
} from '#features/projects/index.ts'
import { ratingJobs, ratingPages } from '#features/ratings/index.ts'
import { saraPages } from '#features/sara/index.ts'
import { findSavedScreening, screeningPages } from '#features/screening/index.ts'
import { stakeholderPages } from '#features/stakeholders/index.ts'
import { templatePages } from '#features/templates/index.ts'
import { workingGroupsPages } from '#features/working-groups/index.ts'
import type { RequestContext, Routes } from '#platform/http/request.ts'
import { sendMailSoon } from '#platform/messaging/index.ts'
import type { Frame } from '#ui/frame/page.view.ts'
import type { Context } from './context.ts'
import { figuresToday, rankingNow } from './figures.ts'
import { keepAreas } from './keep-areas.ts'
import { placeFigures } from './place-figures.ts'
import { projectParts } from './project-parts.ts'
import { waitingFor } from './waiting.ts'

/** What pages are given: the context, and the frame of the request they answer. */
export type PageContext = Context & Readonly<{ frame(c: RequestContext): Frame }>

/** One feature as the app mounts it: its pages, and the background work it brings. */
export type Feature = Readonly<{
  name: string
  pages(routes: Routes, context: PageContext): void
  jobs?(context: Context): Promise<void>
}>

/** Mounted in this order; the first route that matches answers. */
export const FEATURES: readonly Feature[] = [
  {
    name: 'home',
    pages: (routes, context) =>
      homePages(routes, {
        ...context,
        waitingFor: (viewer) => waitingFor(context, viewer),
        projectsOf: (viewer) =>
          context.database.as(viewer, (tx) => listOwnProjects(viewer, tx, londonDay(context.clock()))),
      }),
  },
  // First of those with forms: it sees what came of each.
  { name: 'drafts', pages: draftsPages },
  { name: 'accounts', pages: accountsPages },
  { name: 'people', pages: peoplePages },
  {
    name: 'imports',
    pages: importPages,
    jobs: (context) =>
      importJobs({ ...context, afterImport: (forceId, force) => keepAreas(context, forceId, force) }),
  },
  { name: 'screening', pages: screeningPages },
  {
    name: 'decisions',
    pages: (routes, context) =>
      decisionsPages(routes, {
        ...context,
        findScreening: (viewer, id) =>
          context.database.as(viewer, (tx) => findSavedScreening(viewer, tx, id)),
        areasAround: (asked, code, also) => areasAround(context.store, asked, code, also),
      }),
  },
  {
    name: 'templates',
    pages: (routes, context) =>
      templatePages(routes, {
        ...context,
        moveProjects: moveOpenProjects,
        countOpenProjects,
      }),
  },
  {
    name: 'projects',
    pages: (routes, context) =>
      projectsPages(routes, {
        ...context,
        ...projectParts(context),
        areasAround: (asked, code, also) => areasAround(context.store, asked, code, also),
        figuresToday: (question, code) => figuresToday(context.store, question, code),
      }),
  },
  {
    name: 'stakeholders',
    pages: (routes, context) =>
      stakeholderPages(routes, {
        ...context,
        indicatorsOf: ({ figures: { force, unit }, areaCodes: codes }, names) =>
          areaIndicators(context.store, { force, unit, codes, names }),
      }),
  },
  { name: 'attachments', pages: attachmentsPages, jobs: attachmentJobs },
  {
    name: 'assets',
    pages: (routes, context) =>
      assetsPages(routes, {
        ...context,
        areasAround: (asked, code, also) => areasAround(context.store, asked, code, also),
      }),
  },
  { name: 'pictures', pages: picturesPages },
  { name: 'working-groups', pages: workingGroupsPages },
  {
    name: 'interventions',
    pages: (routes, context) =>
      interventionsPages(routes, {
        ...context,
        placeFigures: (asked, place) => placeFigures(context.store, asked, place),
      }),
    jobs: reminderJobs,
  },
  {
    name: 'escalations',
    pages: (routes, context) =>
      escalationsPages(routes, {
        ...context,
        mailSoon: (forceId) => sendMailSoon(context, forceId),
      }),
    jobs: escalationJobs,
  },
  { name: 'dose', pages: dosePages },
  { name: 'ratings', pages: ratingPages, jobs: ratingJobs },
  {
    name: 'portfolio',
    pages: (routes, context) =>
      portfolioPages(routes, {
        ...context,
        ranking: (viewer) => rankingNow(context.store, viewer.forceSlug),
      }),
  },
  { name: 'fidelity', pages: fidelityPages },
  { name: 'sara', pages: saraPages },
  { name: 'briefs', pages: briefPages },
]
