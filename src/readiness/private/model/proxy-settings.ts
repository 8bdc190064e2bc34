import type { Container } from './container';
import { environmentOf, type Variable } from './environment';
import type { OperatingSystem } from './task-definition';

/** What the environment of a container says of proxies. */
export interface ProxySettings {
  /** The proxy of requests without encryption. */
  readonly http?: Variable;
  readonly https?: Variable;
  /** What is asked for without a proxy. */
  readonly exempt?: Variable;
  /** Whether there may be exemptions in files that are not seen. */
  readonly files: boolean;
}

/**
 * The settings as a program in Go reads them, which the agent is: capitals go before small letters, and what is empty is not set.
 *
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy
 */
export function proxySettings(container: Container, os: OperatingSystem): ProxySettings {
  const set = environmentOf(container).filter(({ value }) => !('known' in value) || value.known !== '');
  const find = (name: string) => os === 'windows' ? set.find((each) => each.name.toUpperCase() === name)
    : set.find((each) => each.name === name) ?? set.find((each) => each.name === name.toLowerCase());
  const { items, more } = container.environmentFiles;
  return { http: find('HTTP_PROXY'), https: find('HTTPS_PROXY'), exempt: find('NO_PROXY'), files: items.length > 0 || more !== undefined };
}
