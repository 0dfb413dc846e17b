// Not what RFC 5322 allows but what mail servers take: no spaces, one @, nothing that could end the address early in a
// header. Whether somebody reads it only a message can tell.
const ADDRESS = /^[^\s\p{Cc}@<>"]{1,64}@[^\s\p{Cc}@<>"]{1,255}$/u

/** Whether the text, already trimmed, has the form of one e-mail address. */
export function isEmailAddress(text: string): boolean {
  return ADDRESS.test(text)
}
