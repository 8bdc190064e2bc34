import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AgentProxy } from '../agent-proxy';
import { INSTANCE_METADATA_ADDRESS, TASK_CREDENTIALS_ADDRESS } from './agent-addresses';
import type { AgentPlatform } from './agent-context';

/** Where the agent reaches Docker, which is never through a proxy. */
export function dockerEndpoint(platform: AgentPlatform): string {
  return platform === 'windows' ? '\\\\.\\pipe\\docker_engine' : '/var/run/docker.sock';
}

/** What no proxy stands before, for the agent and for containers. */
export const ALWAYS_EXEMPT = [INSTANCE_METADATA_ADDRESS, TASK_CREDENTIALS_ADDRESS] as const;

/** A proxy as everything on the instance takes it: its URL, and what is exempt from it. */
export interface ProxySettings {
  readonly url: string;
  readonly exempt: readonly string[];
}

/** Reads a proxy, and throws when it cannot be one. */
export function proxySettings(scope: IConstruct, { url, noProxy = [] }: AgentProxy): ProxySettings {
  const problem = badProxy(url);
  if (problem !== undefined) {
    throw new Error(`${scope.node.path}: agent.proxy.url ${problem}`);
  }
  const bad = noProxy.find((each) => !Token.isUnresolved(each) && !/^[^\s,"'\\%$`]+$/.test(each));
  if (bad !== undefined) {
    throw new Error(`${scope.node.path}: agent.proxy.noProxy has ${JSON.stringify(bad)}, which is no host; give host names, domains, addresses or ranges, one in each entry`);
  }
  const isAddress = Token.isUnresolved(url) || /^https?:\/\//i.test(url);
  return { url: (isAddress ? url : `http://${url}`).replace(/\/$/, ''), exempt: [...new Set([...ALWAYS_EXEMPT, ...noProxy])] };
}

/** What is wrong with the address of a proxy. Shows no secret. */
export function badProxy(url: string): string | undefined {
  return url.includes('@') ? 'contains a user or a password, and everybody who can read the user data could read it; let the proxy know its clients by their address'
    : Token.isUnresolved(url) || /^(?:https?:\/\/)?(?:[\w.-]+|\[[\da-f:.]+\]):\d{1,5}\/?$/i.test(url) || /^https?:\/\/[\w.-]+\/?$/i.test(url) ? undefined
      : `is ${JSON.stringify(url)}, which is no address of a proxy; give host:port or http://host:port`;
}

/**
 * The environment of the containers of a task behind the proxy.
 *
 * Both spellings, as each is all that some programs read.
 */
export function containerProxyEnvironment(scope: IConstruct, proxy: AgentProxy): { [name: string]: string } {
  const { url, exempt } = proxySettings(scope, proxy);
  const variables = { HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: exempt.join(',') };
  return { ...variables, ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value])) };
}
