import type { Property } from '../property';
import type { Text } from '../text';

/** A place on the network that a subject must be able to open connections to. */
export interface Need {
  /** One of these, when it is not known which. */
  readonly services: readonly Service[];
  /** What for. */
  readonly why: string;
  readonly at: Property;
  /** Who opens the connections: the task, or the instance that it runs on. */
  readonly from: 'task' | 'host';
  /** What goes wrong without: the task or its sessions do not work, or something is lost. */
  readonly weight: 'error' | 'warning';
  /** What is not known about it, to be told when it matters. */
  readonly doubt?: string;
  /** Set when it may not be needed, or be found elsewhere: then nothing is broken for certain. */
  readonly perhaps?: true;
  /** What is called there. */
  readonly calls: readonly Call[];
}

/** What starts a container must reach, whoever that is. */
export type StartNeed = Omit<Need, 'from'>;

/** The last part of an endpoint's name, the whole name of one in another region, or `internet`. */
export type Service = string;

/** What no endpoint leads to. */
export const INTERNET: Service = 'internet';

/** A call to AWS that an endpoint must let through. */
export interface Call {
  readonly action: string;
  readonly resource: Text;
  readonly by: Caller;
  /** Set when it may be called elsewhere. */
  readonly perhaps?: true;
  /** Set when it may not be called: then a refusal is not certain to do harm. */
  readonly optional?: true;
}

/** In whose name a call is made: of a role of the task, of the instance, or of who knows whom. */
export type Caller = 'task' | 'execution' | 'host' | 'anyone';

/** A need that may not be one, when there is something to doubt. */
export function doubted(doubt: string | undefined): Pick<Need, 'doubt' | 'perhaps'> {
  return doubt === undefined ? {} : { doubt, perhaps: true };
}
