// Each stands 3:1 against white; a name or a legend always says the same.
const COLOURS: Readonly<Record<string, string>> = {
  residents: '#0072b2',
  'young-people': '#d55e00',
  traders: '#007a5a',
  landlords: '#7a4a00',
  voluntary: '#9b3a8c',
  faith: '#6a5acd',
  schools: '#a8690a',
  council: '#3d4143',
  housing: '#b3123f',
  health: '#0b8a8f',
  police: '#1b2a6b',
  'other-services': '#6b7a12',
}

/** The colour a group is drawn in, in the picture and in the browser's drawing alike. */
export function groupColour(group: string): string {
  return COLOURS[group] ?? '#767676'
}
