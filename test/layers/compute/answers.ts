/** Where a stack can be made, if not in every region: AWS CloudFormation has daemons in no region of China and GovCloud that cfn-lint knows. */
export const REGIONS_OF: Record<string, string[]> = { ManagedInstancesDaemon: ['us-east-1'] };

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
  'InstancesAmazonLinux2 service ready',
  'InstancesBottlerocket service ready',
  'InstancesBridge service ready',
  'InstancesBridge service ready',
  'InstancesBridge service ready',
  'InstancesGpu service ready',
  'InstancesHost service ready',
  'InstancesNeuron service ready',
  'InstancesSpot service ready',
  'InstancesWindows service ready',
  'ManagedInstances service ready',
  'ManagedInstancesDaemon daemon ready',
  'ManagedInstancesDaemon service ready',
  'Tasks batch unknown', // the compute environment, which is not in the stack, decides on the network
  'Tasks run-task ready',
  'Tasks run-task ready',
  'Tasks run-task ready',
];

/** What templates have and the local AWS drops, in the words of its log, and why that is no loss here. */
export const NOT_MODELLED: Record<string, string> = {
  'No Moto CloudFormation support for AWS::CDK::Metadata': 'tells AWS which constructs are used, and makes nothing',
};
