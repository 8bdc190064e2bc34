/** Characters that a terminal obeys, hides or reorders text by, and those that nobody can see. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** Text from a template, safe to print: what cannot be seen is written as `\u001b`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => {
    return character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  });
}
