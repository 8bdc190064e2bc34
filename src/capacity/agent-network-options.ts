import type { EcsPortRange } from './agent-task-options';

/**
 * How the agent connects tasks, and itself.
 */
export interface EcsAgentNetworkOptions {
  /**
   * Whether tasks can run in `awsvpc` network mode (`ECS_ENABLE_TASK_ENI`; `-EnableTaskENI` on Windows).
   *
   * `false` throws when tasks run in that mode.
   *
   * @default - true; on Windows only when tasks run in that mode
   */
  readonly enableTaskEni?: boolean;

  /**
   * Whether more network interfaces fit on an instance, where the account has opted in (`ECS_ENABLE_HIGH_DENSITY_ENI`).
   *
   * Linux only. Throws on `true` when `enableTaskEni` is `false`.
   *
   * @default true
   */
  readonly enableHighDensityEni?: boolean;

  /**
   * Whether tasks in `awsvpc` mode cannot reach the metadata of the instance (`ECS_AWSVPC_BLOCK_IMDS`; `-AwsvpcBlockIMDS` on Windows).
   *
   * The credentials of the task role are not affected. Throws on `true` when `enableTaskEni` is off.
   *
   * @default - as `enableTaskEni`
   */
  readonly awsvpcBlockImds?: boolean;

  /**
   * IPv4 ranges that tasks in `awsvpc` mode reach through the instance (`ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES`;
   * `-AwsvpcAdditionalLocalRoutes` on Windows).
   *
   * Throws on a range that contains 169.254.170.2, where tasks get their credentials from, as on 0.0.0.0/0.
   *
   * @default - none
   */
  readonly awsvpcAdditionalLocalRoutes?: string[];

  /**
   * Where the CNI plugins are (`ECS_CNI_PLUGINS_PATH`).
   *
   * Linux only.
   *
   * @default '/amazon-ecs-cni-plugins'
   */
  readonly cniPluginsPath?: string;

  /**
   * TCP ports of the instance that no task gets (`ECS_RESERVED_PORTS`), in addition to those of the default.
   *
   * @default - 22, 2375, 2376, 51678 and 51679; on Windows 53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51678 and 51679
   */
  readonly reservedPorts?: number[];

  /**
   * UDP ports of the instance that no task gets (`ECS_RESERVED_PORTS_UDP`).
   *
   * @default - none
   */
  readonly reservedPortsUdp?: number[];

  /**
   * The host ports that are given to containers that do not ask for one (`ECS_DYNAMIC_HOST_PORT_RANGE`).
   *
   * @default - the ephemeral ports of the kernel; 49152 to 65535 on Windows
   */
  readonly dynamicHostPortRange?: EcsPortRange;

  /**
   * Whether ports are bound on IPv4 only where Docker binds both (`ECS_EXCLUDE_IPV6_PORTBINDING`).
   *
   * @default true
   */
  readonly excludeIpv6PortBinding?: boolean;

  /**
   * Whether other hosts can reach the services that listen on the loopback of the instance (`ECS_SKIP_LOCALHOST_TRAFFIC_FILTER`).
   *
   * Linux only. Leave it off, unless something else filters.
   *
   * @default false
   */
  readonly skipLocalhostTrafficFilter?: boolean;

  /**
   * Whether other hosts can reach the introspection endpoint of the agent (`ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS`).
   *
   * Linux only.
   *
   * @default false
   */
  readonly allowOffhostIntrospectionAccess?: boolean;

  /**
   * The network interface on which other hosts are kept from the introspection endpoint (`ECS_OFFHOST_INTROSPECTION_INTERFACE_NAME`).
   *
   * Linux only. Throws together with `allowOffhostIntrospectionAccess`.
   *
   * @default 'eth0'
   */
  readonly offhostIntrospectionInterfaceName?: string;

  /**
   * The HTTP proxy of the agent alone (`HTTP_PROXY`), as `host:port` or URL.
   *
   * Prefer `proxy`, which also covers Docker and ecs-init. Throws without `noProxy`, together with `proxy`, and when
   * it contains credentials.
   *
   * @default - no proxy
   */
  readonly httpProxy?: string;

  /**
   * What the agent reaches without its proxy (`NO_PROXY`).
   *
   * Throws unless it contains 169.254.169.254, 169.254.170.2 and the socket of Docker, `/var/run/docker.sock` or, on
   * Windows, `\\.\pipe\docker_engine`; without `httpProxy`; and together with `proxy`.
   *
   * @default - no proxy
   */
  readonly noProxy?: string[];
}
