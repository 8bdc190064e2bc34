/** The operating systems that the agent is configured on, each in its own way. */
export type AgentPlatform = 'linux' | 'windows' | 'bottlerocket';

/** What is known of the instances and of the tasks that run on them. */
export interface AgentContext {
  /** May be a token. */
  readonly clusterName: string;
  readonly spot: boolean;
  readonly warmPool: boolean;
  readonly gpu: boolean;
  /** The network modes that tasks may run in. */
  readonly networkModes: { readonly awsvpc: boolean; readonly bridge: boolean; readonly host: boolean };
  /** Whether a task may use the log driver `awslogs`. */
  readonly awslogs: boolean;
}
