/** The checker, loaded when it is first asked for: it is as large as all constructs together, and most apps that import them never check. */
export function engine(): typeof import('./private/index') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./private/index') as typeof import('./private/index');
}
