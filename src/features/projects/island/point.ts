import { improvePointFields } from './point/field.ts'

improvePointFields()
