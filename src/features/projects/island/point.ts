import { improvePointFields } from './point/field.ts'

improvePointFields()
// A form with a file is answered in place of its page, which brings the questions anew.
document.addEventListener('wm:page', improvePointFields)
