import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
} from 'govuk-frontend'
import { keepDrafts } from './drafts.ts'
import { keepProgressCurrent } from './progress.ts'
import { tellOnce } from './told.ts'
import { showUploads } from './upload.ts'

// The components hide what their script will reveal only once these classes say that the script runs.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

const COMPONENTS = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]

function start(): void {
  for (const Component of COMPONENTS) createAll(Component)
  keepProgressCurrent()
  showUploads(start)
  keepDrafts()
  tellOnce()
}

start()
