import { Duration, Fn, Size, Token, Tokenization } from 'aws-cdk-lib';
import type { AgentPlatform } from './agent-context';

/** How an option becomes a variable of the agent. */
export interface AgentVariable<T> {
  readonly name: string;
  /** The only kind of system that has it. */
  readonly only?: 'linux' | 'windows';

  text(value: T, platform: AgentPlatform): string;

  /** What is wrong with a value, and what to do about it. Not asked about tokens. */
  problem?(value: T, platform: AgentPlatform): string | undefined;
}

export function linuxOnly<T>(variable: AgentVariable<T>): AgentVariable<T> {
  return { ...variable, only: 'linux' };
}

export function windowsOnly<T>(variable: AgentVariable<T>): AgentVariable<T> {
  return { ...variable, only: 'windows' };
}

export function flag(name: string): AgentVariable<boolean> {
  return { name, text: (value) => `${value}` };
}

export function text<T extends string>(name: string, problem?: (value: T) => string | undefined): AgentVariable<T> {
  return { name, text: (value) => value, problem: (value) => value === '' ? 'and may not be empty; leave it out' : problem?.(value) };
}

export function count(name: string, least: number, most?: number, because?: string): AgentVariable<number> {
  return { name, text: Tokenization.stringifyNumber, problem: (value) => outside(value, least, most, because) };
}

export function duration(name: string, least?: (platform: AgentPlatform) => Duration, most?: Duration): AgentVariable<Duration> {
  return {
    name,
    text: goDuration,
    problem: (value, platform) => {
      const length = value.toMilliseconds();
      const lowest = least?.(platform);
      return lowest && length < lowest.toMilliseconds() ? `below the least that the agent takes; give ${lowest.toHumanString()} or more`
        : most && length > most.toMilliseconds() ? `above the most that the agent takes; give ${most.toHumanString()} or less`
          : length <= 0 ? 'which is no time; give more' : undefined;
    },
  };
}

export function mebibytes(name: string, least: number, most?: number): AgentVariable<Size> {
  return {
    name,
    text: (value) => Tokenization.stringifyNumber(value.toMebibytes()),
    problem: (value) => outside(value.toBytes() / 2 ** 20, least, most, 'the agent counts in MiB'),
  };
}

/** A list in JSON. */
export function list(name: string, problem?: (value: string, platform: AgentPlatform) => string | undefined): AgentVariable<string[]> {
  return {
    name,
    text: (value) => Token.isUnresolved(value) ? `["${Fn.join('","', value)}"]` : JSON.stringify(value),
    problem: (value, platform) => firstOf(value.filter((each) => !Token.isUnresolved(each)), (each) => problem?.(each, platform)),
  };
}

/** A list of names with commas between them. */
export function names(name: string): AgentVariable<string[]> {
  return {
    name,
    text: (value) => Token.isUnresolved(value) ? Fn.join(',', value) : value.join(','),
    problem: (value) => firstOf(value, (each) => /[\s,]/.test(each) || each === '' ? `and ${JSON.stringify(each)} is no name; give names without spaces or commas` : undefined),
  };
}

/** A list of ports in JSON. */
export function ports(name: string, always: (platform: AgentPlatform) => readonly number[]): AgentVariable<number[]> {
  return {
    name,
    text: (value, platform) => `[${[...new Set([...always(platform), ...value])].map(Tokenization.stringifyNumber).join(',')}]`,
    problem: (value) => firstOf(value.filter((each) => !Token.isUnresolved(each)), (each) => outside(each, 1, 65535, `${each} is no port`)),
  };
}

type EntryProblem = (key: string, value: string, platform: AgentPlatform) => string | undefined;

/** A map in JSON. */
export function map(name: string, problem?: EntryProblem): AgentVariable<{ [key: string]: string }> {
  return {
    name,
    text: (value) => JSON.stringify(value),
    problem: (value, platform) => firstOf(Object.entries(value), ([key, each]) => problem?.(key, each, platform)),
  };
}

export function firstOf<T>(values: readonly T[], problem: (value: T) => string | undefined): string | undefined {
  return values.map(problem).find((each) => each !== undefined);
}

export function outside(value: number, least: number, most?: number, because?: string): string | undefined {
  if (Number.isInteger(value) && value >= least && value <= (most ?? Infinity)) {
    return undefined;
  }
  const range = most === undefined ? `${least} or more` : `from ${least} to ${most}`;
  return `which the agent does not take${because ? `, as ${because}` : ''}; give an integer ${range}`;
}

const GO_UNITS: ReadonlyMap<string, string> = new Map([['millis', 'ms'], ['seconds', 's'], ['minutes', 'm'], ['hours', 'h']]);

/** A duration as Go writes it, in the largest unit that is exact. */
function goDuration(value: Duration): string {
  if (value.isUnresolved()) {
    const unit = GO_UNITS.get(value.unitLabel());
    // Go has no days, and the CDK says that a token cannot be converted
    return unit ? value.formatTokenToNumber().replace(` ${value.unitLabel()}`, unit) : goDuration(Duration.hours(value.toHours()));
  }
  const length = value.toMilliseconds();
  const [unit, size] = ([['h', 3_600_000], ['m', 60_000], ['s', 1_000]] as const).find(([, each]) => length % each === 0) ?? ['ms', 1];
  return `${length / size}${unit}`;
}
