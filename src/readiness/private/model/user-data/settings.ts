import type { Known } from '../../reach/network';
import { onlyHole } from '../../sources/value';
import { readable, type Text } from '../text';

const ASSIGNMENT = /^([A-Za-z_]\w*)=(.*)$/s;
const QUOTED = /^(?:'.*'|".*")$/s;

/** Set when the function is called that starts the agent on Windows. */
export const INITIALIZED = 'Initialize-ECSAgent';

/** Set to the version of the agent that is asked for. */
export const AGENT_VERSION = 'Initialize-ECSAgent -Version';

/** Set when the agent is told not to check certificates. */
export const UNCHECKED = 'agent -k';

/** What user data sets for the agent, collected in the order in which it does. The last value of a name counts. */
export class Settings {
  private readonly values = new Map<string, Known<Text>>();
  private rest?: string;

  /** Why anything that is not seen to be set may be set all the same. */
  public get unseen(): string | undefined {
    return this.rest;
  }

  public get(name: string): Known<Text | undefined> {
    return this.values.get(name) ?? (this.rest === undefined ? { known: undefined } : { unknown: this.rest });
  }

  /** @param doubt why it may not be set so */
  public set(name: string, value: Text, doubt?: string): void {
    this.values.set(name, doubt === undefined ? { known: value } : { unknown: doubt });
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
