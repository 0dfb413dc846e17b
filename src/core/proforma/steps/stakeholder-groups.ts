import type { Choice } from '../field.ts'

/** Which part of the community or its services a stakeholder belongs to; brokerage is told between these. */
export const STAKEHOLDER_GROUPS: readonly Choice[] = [
  { value: 'residents', text: 'Residents' },
  { value: 'young-people', text: 'Young people' },
  { value: 'traders', text: 'Traders and businesses' },
  { value: 'landlords', text: 'Landlords and owners' },
  { value: 'voluntary', text: 'Clubs, charities and volunteers' },
  { value: 'faith', text: 'Faith groups' },
  { value: 'schools', text: 'Schools and colleges' },
  { value: 'council', text: 'Council and councillors' },
  { value: 'housing', text: 'Housing providers' },
  { value: 'health', text: 'Health and care' },
  { value: 'police', text: 'Police' },
  { value: 'other-services', text: 'Other services' },
  { value: 'other', text: 'Somebody else' },
]

/** Groups of people who live in or use a place, to hold the stakeholders against. None is taken to have one view. */
export const PEOPLE_HERE: readonly Choice[] = [
  { value: 'children', text: 'Children under 15' },
  { value: 'young', text: 'People aged 15 to 24' },
  { value: 'adults', text: 'People aged 25 to 64' },
  { value: 'older', text: 'People aged 65 and over' },
  { value: 'owners', text: 'Households that own their home' },
  { value: 'social-renters', text: 'Households that rent from the council or a housing association' },
  { value: 'private-renters', text: 'Households that rent privately' },
  { value: 'asian', text: 'Asian, Asian British or Asian Welsh people' },
  { value: 'black', text: 'Black, Black British, Black Welsh, Caribbean or African people' },
  { value: 'mixed', text: 'People of mixed or multiple ethnic groups' },
  { value: 'white', text: 'White people' },
  { value: 'another-ethnic-group', text: 'People of another ethnic group' },
  { value: 'little-english', text: 'People who speak little English' },
  { value: 'disabled', text: 'Disabled people and people who are ill for a long time' },
  { value: 'night-workers', text: 'People who work at night' },
  { value: 'visitors', text: 'People who work or shop here and live elsewhere' },
]
