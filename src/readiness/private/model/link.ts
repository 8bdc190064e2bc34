/** Where a pointer of one resource leads: to something seen, to nothing, or to what cannot be seen, and why. */
export type Link<T> =
  | { readonly to: T }
  | { readonly nothing: true }
  | { readonly unseen: string };

export const NOTHING: Link<never> = { nothing: true };

export function linked<T>(link: Link<T>): T | undefined {
  return 'to' in link ? link.to : undefined;
}
