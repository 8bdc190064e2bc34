import { Stack } from 'aws-cdk-lib';
import type { AgentContext } from '../../../src/capacity/private/agent-context';

/** Instances of which nothing is special, for tasks in `awsvpc` mode. */
export function context(more: Partial<AgentContext> = {}): AgentContext {
  return { clusterName: 'c', spot: false, warmPool: false, gpu: false, networkModes: { awsvpc: true, bridge: false, host: false }, awslogs: true, ...more };
}

export const ALL_MODES = { awsvpc: true, bridge: true, host: true };

export function scope(): Stack {
  return new Stack(undefined, 'Stack');
}
