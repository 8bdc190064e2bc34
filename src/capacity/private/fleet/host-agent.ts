import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { ExecEgress } from '../../../network/exec-egress';
import { EcsInstanceTagSource } from '../../agent-enums';
import type { EcsAgentConfig } from '../../ecs-agent-config';
import type { AgentContext, AgentPlatform } from '../agent-context';
import { checkLateAmounts } from '../agent-settings';
import { bottlerocketUserData } from '../user-data/bottlerocket';
import { linuxUserData } from '../user-data/linux';
import { windowsUserData } from '../user-data/windows';

/** What is known of instances when they are made. */
export interface HostFacts extends Pick<AgentContext, 'clusterName' | 'spot' | 'warmPool' | 'gpu'> {
  readonly platform: AgentPlatform;
}

/** How the agent of instances is configured: as the user says, and as the tasks on them need it. */
export class HostAgent {
  private readonly taskDefinitions: ecs.TaskDefinition[] = [];

  constructor(private readonly scope: Construct, private readonly config: EcsAgentConfig, private readonly facts: HostFacts) {
    this.userData();
    checkLateAmounts(scope, config, facts.platform);
  }

  /** Throws when the configuration does not do for some tasks. */
  public serve(taskDefinition: ecs.TaskDefinition): void {
    this.taskDefinitions.push(taskDefinition);
    this.userData();
  }

  /** Throws when the configuration does not do for the tasks, as far as they are known by now. */
  public userData(): string {
    const { scope, config, facts: { platform }, context } = this;
    return platform === 'bottlerocket' ? bottlerocketUserData(scope, config, context)
      : (platform === 'windows' ? windowsUserData : linuxUserData)(scope, config, context).join('\n');
  }

  /** One more service must not change the user data, which reaches new instances only: Linux is always ready for the bridge. */
  private get context(): AgentContext {
    const uses = (mode: ecs.NetworkMode) => this.taskDefinitions.some(({ networkMode }) => networkMode === mode);
    return {
      ...this.facts,
      networkModes: { awsvpc: this.facts.platform === 'windows' || uses(ecs.NetworkMode.AWS_VPC), bridge: true, host: uses(ecs.NetworkMode.HOST) },
      awslogs: this.taskDefinitions.some(usesAwslogs),
    };
  }
}

function usesAwslogs(taskDefinition: ecs.TaskDefinition): boolean {
  // the L2 shows them to its subclasses only
  const { containers } = taskDefinition as unknown as { readonly containers: ecs.ContainerDefinition[] };
  return containers.some(({ logDriverConfig }) => logDriverConfig?.logDriver === 'awslogs');
}

/** What the configuration of an agent has it call with the role of its instance. */
export function agentNeeds(config: EcsAgentConfig): { readonly describesTags: boolean; readonly tags: boolean } {
  const { containerInstanceTags, propagateTagsFrom } = config;
  const describesTags = propagateTagsFrom === EcsInstanceTagSource.EC2_INSTANCE;
  return { describesTags, tags: describesTags || containerInstanceTags !== undefined };
}

/** The tags of an instance are asked of Amazon EC2. */
export function checkTagSource(scope: Construct, config: EcsAgentConfig, egress: ExecEgress): void {
  if (egress === ExecEgress.NONE && agentNeeds(config).describesTags) {
    throw new Error(`${scope.node.path}: agent.propagateTagsFrom is ${JSON.stringify(config.propagateTagsFrom)}, and the instances have no way to Amazon EC2, which knows their tags; `
      + 'give the tags as agent.containerInstanceTags, or choose a network with a way out');
  }
}
