import { endpointPolicyRule } from './endpoint-policy-rule';
import type { Rule } from './rule';
import { ENDPOINT_GROUPS } from '../facts/endpoint-groups';

const OF_REGISTRIES: readonly string[] = ENDPOINT_GROUPS.registry;

export const RegistryEndpointPolicies: Rule = endpointPolicyRule({
  id: 'RegistryEndpointPolicies',
  catalogue: ['X-076'],
  hop: 'endpoint',
  concerns: (service) => OF_REGISTRIES.includes(service),
  requirement: 'The policies of the endpoints of Amazon ECR let the login through, which has no narrower resource than *, and the pull of the images, both alike.',
  fix: {
    cdk: 'the same endpoint.addToPolicy() on both endpoints: ecr:GetAuthorizationToken on *, and the pull actions on the repositories',
    cloudFormation: 'give both endpoints one PolicyDocument that allows ecr:GetAuthorizationToken on *, and ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on the repositories',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-vpc-endpoint-policy',
});
