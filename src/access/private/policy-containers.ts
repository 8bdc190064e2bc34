import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { referencesIn } from '../../private/references';

/** What says which containers tasks have, where what starts them refers to it; nothing where it was made elsewhere. */
export function definitionIn(starter: IConstruct, reference: unknown): CfnResource | undefined {
  return [...referencesIn(starter, reference)].filter(CfnResource.isCfnResource)
    .find(({ cfnResourceType }) => DEFINITIONS.includes(cfnResourceType));
}

const DEFINITIONS: readonly string[] = [ecs.CfnTaskDefinition.CFN_RESOURCE_TYPE_NAME, ecs.CfnDaemonTaskDefinition.CFN_RESOURCE_TYPE_NAME];

/** The containers that tasks would not have, so that nobody would be let in; none where names are known at deployment only. */
export function missingContainers(definition: CfnResource, wanted: readonly string[]): string[] {
  const names = containerNamesOf(definition);
  return names?.every((name) => typeof name === 'string')
    ? wanted.filter((name) => !Token.isUnresolved(name) && !names.includes(name)).map((name) =>
      `no container has the name ${JSON.stringify(name)} that grants.exec() is limited to, so nobody would be let in by it; `
      + `write one of ${JSON.stringify(names)}, or add the container`)
    : [];
}

/** As they are in the template, with what was overridden there. */
function containerNamesOf(definition: CfnResource): unknown[] | undefined {
  // hidden from the types alone; overrides are seen nowhere else
  const { Resources } = Stack.of(definition).resolve((definition as unknown as { _toCloudFormation(): object })._toCloudFormation()) as Fragment;
  const containers = Object.values(Resources)[0].Properties?.ContainerDefinitions;
  return Array.isArray(containers) ? (containers as { readonly Name?: unknown }[]).map(({ Name }) => Name) : undefined;
}

interface Fragment {
  readonly Resources: Readonly<Record<string, { readonly Properties?: { readonly ContainerDefinitions?: unknown } }>>;
}
