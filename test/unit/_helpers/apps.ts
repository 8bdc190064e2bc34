import { App, CloudFormationValidatePlugin, Stack, Validations } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import recommended from 'aws-cdk-lib/recommended-feature-flags.json';
import type { Construct } from 'constructs';
import type { ExecReadyServiceProps } from '../../../src';
import { ExecReadyService } from '../../../src';

/** The feature flags of a fresh `cdk init` app. */
export const RECOMMENDED_FLAGS: Record<string, unknown> = recommended;

export const ENV = { account: '111122223333', region: 'eu-west-1' };

/** Starting the template validation of CDK takes longer than all tests of a file; `stability.test.ts` has it on. */
const NO_VALIDATION = Object.assign(Object.create(CloudFormationValidatePlugin.prototype) as CloudFormationValidatePlugin, {
  name: 'none', validate: () => ({ success: true, violations: [] }),
});

export function newApp(context: Record<string, unknown> = {}): App {
  const app = new App({ context });
  Validations.of(app).addPlugins(NO_VALIDATION);
  return app;
}

export function newStack(context: Record<string, unknown> = {}): Stack {
  return new Stack(newApp(context), 'Stack');
}

/** An image that an isolated task can pull. */
export function privateImage(scope: Construct): ecs.ContainerImage {
  const id = 'ImageRepository';
  const existing = scope.node.tryFindChild(id) as ecr.IRepository | undefined;
  return ecs.ContainerImage.fromEcrRepository(existing ?? ecr.Repository.fromRepositoryName(scope, id, 'app'), 'v1');
}

export function newService(scope: Construct, props: Partial<ExecReadyServiceProps> = {}, id = 'Api'): ExecReadyService {
  return new ExecReadyService(scope, id, { container: { image: privateImage(scope) }, ...props });
}

/** An image that only a task with a way out can pull. */
export const PUBLIC_IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/alpine:3');
