import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { EndpointService } from '../../private/exec-facts';
import type { WarningId } from '../../private/warnings';

/** An AWS service that must be reachable, with the feature that needs it. */
export type Need = readonly [EndpointService, string];

/** What a part of a container asks of the network. Obstacles and doubts are told of it, in words that follow its name. */
export interface Reach {
  readonly needs?: readonly Need[];
  /** What no endpoint leads to, with the remedy: an error in subnets without a way out. */
  readonly obstacles?: readonly string[];
  /** Of what it cannot be seen where it is, with what to make sure of: a warning in subnets without a way out. */
  readonly doubts?: ReadonlyArray<readonly [WarningId, string]>;
}

/** The remedy where only another network helps. */
export const MORE_EGRESS = 'choose subnets with egress through ExecNetwork.egress or ExecNetwork.existing';

export function together(all: readonly Reach[]): Required<Reach> {
  return {
    needs: all.flatMap(({ needs }) => needs ?? []),
    obstacles: all.flatMap(({ obstacles }) => obstacles ?? []),
    doubts: all.flatMap(({ doubts }) => doubts ?? []),
  };
}

/**
 * The region that is named, when it is certainly another one than that of the stack: an interface endpoint does not lead there.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 */
export function otherRegion(scope: IConstruct, named: string | undefined): string | undefined {
  const { region } = Stack.of(scope);
  return named === undefined || Token.isUnresolved(named) || Token.isUnresolved(region) || named === region ? undefined : named;
}
