import { endpointPolicyRule } from './endpoint-policy-rule';
import type { Rule } from './rule';
import { ENDPOINT_GROUPS } from '../facts/endpoint-groups';

const OF_REGISTRIES: readonly string[] = ENDPOINT_GROUPS.registry;

export const EndpointPolicies: Rule = endpointPolicyRule({
  id: 'EndpointPolicies',
  catalogue: ['X-075'],
  hop: 'endpoint',
  concerns: (service) => !OF_REGISTRIES.includes(service),
  requirement: 'The policies of the endpoints let through what the tasks call: the channels of sessions, their key and log, secrets, and the layers of images in S3.',
  fix: {
    cdk: 'endpoint.addToPolicy() with the actions and the principals of the tasks, or no policy',
    cloudFormation: 'allow the actions in PolicyDocument of the endpoint, or leave it out; for layers of images allow s3:GetObject on arn:aws:s3:::prod-<region>-starport-layer-bucket/* to everyone',
  },
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
});
