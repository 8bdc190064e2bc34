/** The hops of the exec path, in the order in which they are told. */
export const HOPS = [
  'operator', 'service', 'task role', 'container', 'task network', 'route', 'endpoint', 'start-up path', 'session encryption', 'session log', 'order',
] as const;

export type Hop = typeof HOPS[number];
