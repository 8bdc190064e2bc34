import type { Property } from './property';

/** The service of AWS that starts tasks, and the role that it does so with. */
export interface Starter {
  readonly service: 'events' | 'pipes' | 'scheduler' | 'states';
  readonly role: Property;
  /** Why it may be another role. */
  readonly doubt?: string;
}
