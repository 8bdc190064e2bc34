import { Stack, TagManager, type CfnResource } from 'aws-cdk-lib';

/** What a scope is asked about. */
export interface ScopeCandidate {
  /** The logical id. */
  readonly id: string;
  /** The path of the stack. */
  readonly stack: string;
  /** Absent for what no construct stands for. */
  readonly construct?: CfnResource;
}

/**
 * Which services, and other things that start ECS tasks, are meant.
 */
export class ExecScope {
  /**
   * All of them.
   */
  public static everywhere(): ExecScope {
    return new ExecScope(() => true);
  }

  /**
   * Those in some stacks, and in the stacks nested in them.
   *
   * @param names paths of stacks as `cdk list` shows them, paths of stages, or names in CloudFormation
   */
  public static stacks(...names: string[]): ExecScope {
    return new ExecScope(({ stack, construct }) => {
      return names.some((name) => isAt(stack, name)) || stackNames(construct).some((name) => names.includes(name));
    });
  }

  /**
   * Those at or below some constructs.
   *
   * @param paths paths of constructs, or `<path of the stack>/<logical id>`
   */
  public static constructs(...paths: string[]): ExecScope {
    return new ExecScope(({ id, stack, construct }) => {
      return paths.some((path) => path === `${stack}/${id}` || construct !== undefined && isAt(construct.node.path, path));
    });
  }

  /**
   * Those with a tag, which may also come from a construct above.
   *
   * @param key the key of the tag
   * @param value its value
   */
  public static tagged(key: string, value: string): ExecScope {
    return new ExecScope(({ construct }) => construct !== undefined && TagManager.of(construct)?.tagValues()[key] === value);
  }

  private constructor(private readonly test: (candidate: ScopeCandidate) => boolean) {}

  /** @internal */
  public _includes(candidate: ScopeCandidate): boolean {
    return this.test(candidate);
  }
}

function isAt(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

function stackNames(construct?: CfnResource): string[] {
  const names: string[] = [];
  for (let stack = construct && Stack.of(construct); stack; stack = stack.nestedStackParent) {
    names.push(stack.stackName);
  }
  return names;
}
