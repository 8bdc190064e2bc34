const IMPLIED = 'the state machine of the CDK depends on its role and refers to it as well, which does no harm';
const FOR_A_SHELL = 'for a shell, and names what another stack made; no stack imports it from here';

/** Findings of cfn-lint that stay: the rule, the stack and the place, and why. */
const LINT_FINDINGS: Record<string, string> = {
  ...each('E3006 ManagedInstances Resources', ['AgentDaemon7D1DF09B', 'AgentTaskDefinitionAF7B9E34'], 'cfn-lint knows no region of China or of GovCloud that has daemons'),
  ...each('W3005 Tasks Resources', ['Machine6FC8AE80'], IMPLIED),
};

/** Those in which cross-stack references are written as the feature flags say. */
export const LINT_FINDINGS_OF: Record<string, Record<string, string>> = {
  'no feature flags': {
    ...LINT_FINDINGS,
    ...each('W6001 Diagnosis Outputs', ['LookRunTaskCommand5689CF77'], FOR_A_SHELL),
    ...each('W6001 External Outputs', ['AppClusterName585D0E73', 'AppExecCommandA50425F7'], FOR_A_SHELL),
    ...each('W6001 Tasks Outputs', ['ReportRunTaskCommand4DA14E12'], FOR_A_SHELL),
  },
  'the recommended feature flags': {
    ...LINT_FINDINGS,
    ...each('E6101 External Outputs', ['AppClusterName585D0E73'], 'cfn-lint does not know that Fn::GetStackOutput is a string'),
  },
};

/** Findings of readiness that stay, and why. */
export const READINESS_FINDINGS: Record<string, string> = {
  'SpreadCapacity FargateSpot': 'that is what this stack shows; FargateMix has a base on demand',
  'WritableRoot FargateReadonlyRoot': 'exec with a read-only root works, and AWS does not promise it',
};

/** What the checker says of everything in which sessions are opened. */
export const VERDICTS: readonly string[] = [
  'Diagnosis service ready',
  'External service unknown', // what machines outside of AWS reach cannot be seen
  'Fargate service ready',
  'FargateMix service ready',
  'FargateReadonlyRoot service ready',
  'FargateSpot service ready',
  'FargateWindows service ready',
  'Instances service ready',
  'InstancesBottlerocket service ready',
  'InstancesBridge service ready',
  'InstancesBridge service ready',
  'InstancesBridge service ready',
  'InstancesHost service ready',
  'InstancesSpot service ready',
  'InstancesWindows service ready',
  'ManagedInstances daemon ready',
  'ManagedInstances service ready',
  'Tasks batch unknown', // the compute environment, which is not in the stack, decides on the network
  'Tasks run-task ready',
  'Tasks run-task ready',
  'Tasks run-task ready',
];

/** What templates have and the local AWS drops, in the words of its log, and why that is no loss here. */
export const NOT_MODELLED: Record<string, string> = {
  'No Moto CloudFormation support for AWS::CDK::Metadata': 'tells AWS which constructs are used, and makes nothing',
};

function each(where: string, parts: readonly string[], reason: string): Record<string, string> {
  return Object.fromEntries(parts.map((part) => [`${where}.${part}`, reason]));
}
