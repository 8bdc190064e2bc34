import { Access } from './access';
import { EXEC_ACTION } from './exec-statement';
import { clusterArn, Gate } from './gate';
import type { Operator } from './operator';
import { operatorsOf } from './operators';
import { clusterIn } from './reach';
import type { Model } from '../model';
import type { Subject } from '../subject';
import type { Text } from '../text';

/** How many statements are held against clusters, so that many of both are no burden. */
const MAX_COMPARISONS = 200_000;

/** The gate that a subject is behind; nothing where no template lets anyone in, or the cluster is not known at all. */
export function gateOf(subject: Subject): Gate | undefined {
  const { model } = subject;
  return operatorsOf(model).length === 0 ? undefined : model.once('gates', () => new Gates(model)).of(subject);
}

/** The gates of a model, each with those who may be let in. */
class Gates {
  private readonly byArn = new Map<Text, Gate>();
  private readonly byCluster = new Map<Text, Set<Operator>>();
  /** Those who may be let in anywhere. */
  private readonly anywhere = new Set<Operator>();
  private comparisons = 0;

  constructor(model: Model) {
    operatorsOf(model).forEach((operator) => this.index(operator));
  }

  public of(subject: Subject): Gate | undefined {
    const arn = clusterArn(subject);
    const known = arn === undefined ? undefined : this.byArn.get(arn);
    if (arn === undefined || known) {
      return known;
    }
    const gate = new Gate(subject, arn);
    this.byArn.set(arn, gate);
    this.admit(gate);
    return gate;
  }

  private index(operator: Operator): void {
    for (const { statement: { resources } } of [...operator.grants, ...operator.denials]) {
      for (const item of resources!.items) {
        const cluster = typeof item === 'string' && !resources!.not ? clusterIn(item) : undefined;
        const those = cluster === undefined ? this.anywhere : this.byCluster.get(cluster) ?? new Set();
        those.add(operator);
        if (cluster !== undefined) {
          this.byCluster.set(cluster, those);
        }
      }
    }
  }

  private admit(gate: Gate): void {
    for (const operator of new Set([...this.byCluster.get(gate.name) ?? [], ...this.anywhere])) {
      this.comparisons += sizeOf(operator);
      if (this.comparisons > MAX_COMPARISONS) {
        gate.crowded = true;
        return;
      }
      const access = new Access(operator, gate);
      if (access.grants.length + access.denials.length > 0) {
        gate.accesses.push(access);
      }
    }
  }
}

function sizeOf({ identityFor }: Operator): number {
  const statements = identityFor(EXEC_ACTION).policies.flatMap((policy) => policy.statements);
  return statements.reduce((sum, { resources }) => sum + (resources?.items.length ?? 1), 0);
}
