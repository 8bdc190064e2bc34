import type { Known } from './network';
import type { Answer } from '../model/answer';

/** Whether a value passes a test. */
export function truth<T>(value: Known<T>, test: (known: T) => boolean = Boolean): Answer {
  return 'unknown' in value ? 'unknown' : test(value.known) ? 'yes' : 'no';
}

/** The items of a list, none when it is not known. */
export function itemsOf<T>(list: Known<readonly T[]>): readonly T[] {
  return 'known' in list ? list.known : [];
}

/** Why a value is not known. */
export function reasonOf(value: Known<unknown>): string | undefined {
  return 'unknown' in value ? value.unknown : undefined;
}

/** The items of a list once each, in an order of their own. */
export function asSet<T extends string>(list: Known<readonly T[]>): Known<readonly T[]> {
  return 'known' in list ? { known: [...new Set(list.known)].sort() } : list;
}
