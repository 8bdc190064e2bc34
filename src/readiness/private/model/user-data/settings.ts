import type { Known } from '../../reach/network';
import { onlyHole } from '../../sources/value';
import { readable, type Text } from '../text';

const ASSIGNMENT = /^([A-Za-z_]\w*)=(.*)$/s;
const QUOTED = /^(?:'.*'|".*")$/s;

/** What most depends on. */
const CLUSTER = 'ECS_CLUSTER';

/** Set when the function is called that starts the agent on Windows. */
export const INITIALIZED = 'Initialize-ECSAgent';

/** Set to the version of the agent that is asked for. */
export const AGENT_VERSION = 'Initialize-ECSAgent -Version';

/** Set when the agent is told not to check certificates. */
export const UNCHECKED = 'agent -k';

/** What user data sets for the agent, collected in the order in which it does. The last value of a name counts. */
export class Settings {
  private readonly values = new Map<string, Known<Text>>();
  /** The names of what the metadata of the template set, which instances load. */
  private readonly loaded = new Set<string>();
  private rest?: string;
  private suspicion?: string;
  private stop?: { readonly reason: string; readonly certain: boolean };
  private loads = false;

  /** Why anything that is not seen to be set may be set all the same. */
  public get unseen(): string | undefined {
    return this.rest;
  }

  /** Why the agent may not be running, if that is so. */
  public get stopped(): string | undefined {
    return this.stop?.reason;
  }

  public get(name: string): Known<Text | undefined> {
    const doubt = this.rest ?? (name === CLUSTER ? this.suspicion : undefined);
    return this.values.get(name) ?? (doubt === undefined ? { known: undefined } : { unknown: doubt });
  }

  public isLoaded(name: string): boolean {
    return this.values.has(name) && this.loaded.has(name);
  }

  /** Takes what instances load from the metadata of the template. */
  public load(take: () => void): void {
    const before = this.loads;
    this.loads = true;
    take();
    this.loads = before;
  }

  /** @param doubt why it may not be set so */
  public set(name: string, value: Text, doubt?: string): void {
    this.values.set(name, doubt === undefined ? { known: value } : { unknown: doubt });
    this.loaded[this.loads ? 'add' : 'delete'](name);
  }

  /** Tells of something that may well name the cluster where nothing else does. */
  public suspect(reason: string): void {
    this.suspicion ??= reason;
  }

  /** @param certain whether it is stopped at all */
  public stopAgent(reason: string, certain: boolean): void {
    this.stop = { reason, certain: certain || this.stop?.certain === true };
  }

  /** @param certain whether it is started at all, which what is done together with the stop need not be */
  public startAgent(certain: boolean): void {
    this.stop = certain || this.stop?.certain === false ? undefined : this.stop;
  }

  /** Forgets what was set, as what follows replaces it. */
  public clear(): void {
    this.values.clear();
  }

  /** From here on anything may be set; with `anew` also otherwise than before. */
  public doubt(reason: string, anew: boolean): void {
    if (anew) {
      this.values.clear();
    }
    this.rest ??= reason;
  }

  /** Doubts what a line of nothing but unknown text may do. */
  public lookAt(line: Text): void {
    if (onlyHole(line) !== undefined) {
      this.doubt(`the settings of the agent depend on ${readable(line)}`, true);
    }
  }

  /** Takes the lines of a file with settings. */
  public lines(content: Text, doubt?: string): void {
    for (const line of content.split('\n').map((each) => each.trim())) {
      this.lookAt(line);
      const [, name, value] = ASSIGNMENT.exec(line) ?? [];
      if (name !== undefined) {
        this.set(name, value, doubt ?? (QUOTED.test(value) ? `the quotes around ${readable(value)} are part of the value for some versions of the agent` : undefined));
      }
    }
  }
}
