import { basename } from 'node:path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The resources of an app by where they stand in its templates, found in one walk when first asked for. */
export class AppResources {
  private found?: ReadonlyMap<string, CfnResource>;

  /** @param stacks the paths of the stacks that are of interest */
  constructor(private readonly app: IConstruct, private readonly stacks: readonly string[]) {}

  public find(file: string, logicalId: string): CfnResource | undefined {
    this.found ??= new Map(this.stacks.flatMap((path) => resourcesBelow(constructAt(this.app, path))).map((resource) => [keyOf(resource), resource]));
    return this.found.get(`${basename(file)} ${logicalId}`);
  }
}

function constructAt(app: IConstruct, path: string): IConstruct | undefined {
  return path.split('/').reduce<IConstruct | undefined>((construct, id) => construct?.node.tryFindChild(id), app);
}

function resourcesBelow(construct: IConstruct | undefined): CfnResource[] {
  return construct?.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node)) ?? [];
}

function keyOf(resource: CfnResource): string {
  const stack = Stack.of(resource);
  return `${stack.templateFile} ${stack.resolve(resource.logicalId)}`;
}
