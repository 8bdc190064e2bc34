import type { Known } from '../../reach/network';

/** A value, or what holds when there is none. */
export function otherwise<T>(value: Known<T | undefined>, absent: Known<T>): Known<T> {
  return 'unknown' in value ? value : value.known === undefined ? absent : { known: value.known };
}
