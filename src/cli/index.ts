export { main } from './main';
export type { Io, Output } from './main';
export { run } from './run';
