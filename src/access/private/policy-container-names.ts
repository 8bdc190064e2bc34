import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const CONTAINER_NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** A name with a wildcard would be met by no container. */
export function checkContainerNames(scope: IConstruct, names: readonly string[]): void {
  const [wrong] = names.filter((name) => !Token.isUnresolved(name) && !CONTAINER_NAME.test(name));
  if (wrong !== undefined) {
    throw new Error(`${scope.node.path}: ${JSON.stringify(wrong)} is no name of a container; give each by its whole name of letters, digits, hyphens and underscores`);
  }
}

/** What an empty list of limits means could be taken for all or for nothing. */
export function checkLists(scope: IConstruct, lists: Readonly<Record<string, readonly unknown[] | undefined>>): void {
  const [empty] = Object.keys(lists).filter((name) => lists[name]?.length === 0);
  if (empty !== undefined) {
    throw new Error(`${scope.node.path}: ${empty} is empty, which could be taken for all or for nothing; leave it out, or name at least one`);
  }
}
