/**
 * An HTTP proxy between the instances and AWS.
 */
export interface AgentProxy {
  /**
   * The proxy, as `host:port` or as a URL that starts with `http://` or `https://`.
   *
   * Throws when it contains a user or a password: user data is no place for a secret.
   */
  readonly url: string;

  /**
   * Hosts, domains and addresses that are reached without the proxy.
   *
   * Add what the VPC has interface endpoints for.
   *
   * @default - only 169.254.169.254 (instance metadata), 169.254.170.2 (task credentials) and the socket of Docker, which are always exempt
   */
  readonly noProxy?: string[];
}
