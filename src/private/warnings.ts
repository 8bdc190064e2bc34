import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The warnings that the constructs raise. The ids are a contract: users acknowledge by them. */
export type WarningId =
  | 'importedCluster'
  | 'importedExecutionRole'
  | 'importedKey'
  | 'importedLogGroup'
  | 'importedTaskRole'
  | 'manyConsumers'
  | 'noInitProcess'
  | 'plainCluster'
  | 'readonlySidecar'
  | 'restrictedEgress'
  | 'sharedPidNamespace'
  | 'sharedRole'
  | 'staticCredentials'
  | 'unchangedOperator'
  | 'unknownEgress'
  | 'unknownImage'
  | 'unseenEndpoints';

/** Raises a warning that can be acknowledged as `exec-ready:<id>`. */
export function warn(scope: IConstruct, id: WarningId, message: string): void {
  Validations.of(scope).addWarning(`exec-ready:${id}`, message);
}
