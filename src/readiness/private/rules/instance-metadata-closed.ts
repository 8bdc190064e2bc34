import { violated, type Rule } from './rule';
import { INSTANCE_METADATA_ADDRESS } from '../facts/link-local';
import { hostsOf, type Host } from '../model/hosts';
import { isOn } from '../model/offered';
import type { NetworkMode } from '../model/task-definition';

export const InstanceMetadataClosed: Rule = {
  id: 'InstanceMetadataClosed',
  catalogue: ['X-107'],
  hop: 'container',
  severity: 'warning',
  requirement: 'Containers do not reach the metadata of their instance, with which a session could act in the role of the instance.',
  fix: {
    cdk: 'requireImdsv2: true and httpPutResponseHopLimit: 1 on the launch template; for interfaces of their own ECS_AWSVPC_BLOCK_IMDS=true in the user data',
    cloudFormation: 'set MetadataOptions to HttpTokens required and HttpPutResponseHopLimit 1; in network mode awsvpc ECS_AWSVPC_BLOCK_IMDS=true in the user data',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html',
  *check(subject) {
    const { networkMode } = subject;
    const mode = 'known' in networkMode ? networkMode.known : 'none';
    for (const host of hostsOf(subject).hosts) {
      if (!host.managed && isOpen(host, mode)) {
        const at = mode === 'awsvpc' ? host.userDataAt : host.launch.at('MetadataOptions');
        yield violated(at, `containers on the instances of ${host.resource.logicalId} reach ${INSTANCE_METADATA_ADDRESS}, and with it the role of the instance`);
      }
    }
  },
};

/** Whether containers certainly reach the metadata. What uses the network of the host cannot be kept from it. */
function isOpen({ agent, launch, userData }: Host, mode: NetworkMode): boolean {
  if (mode === 'awsvpc') {
    const block = agent.get('ECS_AWSVPC_BLOCK_IMDS');
    return 'known' in block && (block.known === undefined || isOn(block.known) === 'no');
  }
  const options = launch.at('MetadataOptions');
  const [tokens, hops, endpoint] = ['HttpTokens', 'HttpPutResponseHopLimit', 'HttpEndpoint'].map((key) => options.at(key).literal);
  if (mode !== 'bridge' || 'unknown' in tokens || 'unknown' in hops || 'unknown' in endpoint || 'unknown' in userData) {
    return false;
  }
  const tooFar = tokens.known === 'required' && (hops.known === '1' || hops.known === undefined);
  return !tooFar && endpoint.known !== 'disabled' && agent.unseen === undefined && !userData.known?.includes(INSTANCE_METADATA_ADDRESS);
}
