import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The warnings that the constructs raise. The ids are a contract: users acknowledge by them. */
export type WarningId =
  | 'asynchronousPlacement'
  | 'customDnsServers'
  | 'customHostImage'
  | 'externalInstances'
  | 'importedBucket'
  | 'importedCluster'
  | 'importedExecutionRole'
  | 'importedKey'
  | 'importedLogGroup'
  | 'importedTaskRole'
  | 'importedVolumeKey'
  | 'largeTask'
  | 'manyConsumers'
  | 'noCredentialRoute'
  | 'noInitProcess'
  | 'plainCluster'
  | 'privateDnsOff'
  | 'readonlySidecar'
  | 'restrictedEgress'
  | 'sharedPidNamespace'
  | 'sharedRole'
  | 'staticCredentials'
  | 'unchangedOperator'
  | 'unknownEgress'
  | 'unknownImage'
  | 'unknownLogDestination'
  | 'unmaintainedHostImage'
  | 'unseenCapacityProviders'
  | 'unseenComputeEnvironment'
  | 'unseenEndpoints'
  | 'unseenTrail'
  | 'zoneWithoutEndpoint'
  | 'zoneWithoutInstances';

/** Raises a warning that can be acknowledged as `exec-ready:<id>`, on the construct that raises it and on all above it. */
export function warn(scope: IConstruct, id: WarningId, message: string): void {
  if (!scope.node.scopes.some((above) => acknowledges(above, id))) {
    Validations.of(scope).addWarning(`exec-ready:${id}`, message);
  }
}

/** The CDK itself does not look at the construct that raises a warning, nor at the app, when the acknowledgement came first. */
function acknowledges(scope: IConstruct, id: WarningId): boolean {
  return scope.node.metadata.some(({ type, data }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY
    && Object.keys(data as object).some((rule) => rule.endsWith(`::exec-ready:${id}`)));
}
