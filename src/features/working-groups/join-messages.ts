/** A message as the mail takes it. */
type Written = Readonly<{ to: string; subject: string; text: string }>
type Place = Readonly<{ placeName: string; forceName: string }>

/** [W5] What an invitation by e-mail says. */
export function invitationMessage(
  to: string,
  { placeName, forceName }: Place,
  address: string,
  days: number,
): Written {
  return {
    to,
    subject: inOneLine(`Join the working group for ${placeName}`),
    text: [
      'Hello',
      `You are invited to join the working group for ${placeName}. People who live and work there meet in it, with ${forceName}, to settle what would make the place better and who does it.`,
      'Open this link to see what it is, and to join:',
      address,
      `It works once, for ${days === 1 ? 'one day' : `${days} days`}. If you do not want to join, or did not ask for this, you need do nothing.`,
    ].join('\n\n'),
  }
}

// A line end in a subject would begin another header.
const inOneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 300)
