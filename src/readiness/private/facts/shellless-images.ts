/** Names of images that hold a program and nothing to look around with. */
const NAMES = [
  /(?:^|\/)scratch(?=[:@]|$)/,
  /distroless/,
  /(?:^|\/)chainguard\/(?:static|glibc-dynamic|cc-dynamic)(?=[:@]|$)/,
  /:[^:/]*chiseled/,
];

/** Tags of those that have a shell nevertheless. */
const WITH_SHELL = /:(?:[^:/@]*[-_.])?(?:debug|dev|busybox|shell)(?:[-_.@]|$)/;

const UNKNOWN_TAG = /:[^:/]* /;

/**
 * Whether an image looks like one without a shell.
 *
 * @param name with a space for each part that is not known
 */
export function looksShellless(name: string): boolean {
  return NAMES.some((pattern) => pattern.test(name)) && !WITH_SHELL.test(name) && !UNKNOWN_TAG.test(name);
}
