// What both sides are given, and what they load: all by `require`, because `import` would touch every lazy export of aws-cdk-lib.
import { createRequire } from 'node:module';

export const require = createRequire(import.meta.url);
export const LIBRARY = '../lib/index.js';
export const SERVICES_PER_STACK = 20;

/** Touches what both sides use of CDK, whose exports load when they are touched first. */
export function loadCdk() {
  const classes = {
    'aws-cdk-lib': ['App', 'Stack', 'CfnOutput', 'CfnResource', 'CloudFormationValidatePlugin', 'Resource', 'Validations'],
    'aws-cdk-lib/aws-ec2': ['CfnSecurityGroupIngress', 'GatewayVpcEndpoint', 'InterfaceVpcEndpoint', 'SecurityGroup', 'Vpc'],
    'aws-cdk-lib/aws-ecr': ['Repository'],
    'aws-cdk-lib/aws-ecs': ['Cluster', 'ContainerImage', 'FargateService', 'FargateTaskDefinition', 'LinuxParameters', 'LogDrivers', 'Secret'],
    'aws-cdk-lib/aws-iam': ['Grant', 'PolicyStatement', 'Role', 'ServicePrincipal'],
    'aws-cdk-lib/aws-kms': ['Key'],
    'aws-cdk-lib/aws-logs': ['LogGroup'],
    'aws-cdk-lib/aws-secretsmanager': ['Secret'],
  };
  Object.entries(classes).forEach(([module, names]) => names.forEach((name) => require(module)[name]));
}

/**
 * An app of `count` services in stacks of their own, with one stack for what they share.
 *
 * @param side makes what is shared, and a service
 */
export function buildApp(side, count, outdir) {
  const { App, Stack, Validations } = require('aws-cdk-lib');
  const { Repository } = require('aws-cdk-lib/aws-ecr');
  const app = new App({ outdir, postCliContext: require('aws-cdk-lib/recommended-feature-flags.json') });
  Validations.of(app).addPlugins(validatorThatDoesNothing());
  const sharedStack = new Stack(app, 'Shared');
  const repository = new Repository(sharedStack, 'Repository');
  const shared = side.makeShared(sharedStack);
  for (let index = 0; index < count; index += SERVICES_PER_STACK) {
    const stack = new Stack(app, `Services${index / SERVICES_PER_STACK + 1}`);
    for (let number = index + 1; number <= Math.min(index + SERVICES_PER_STACK, count); number++) {
      side.makeService(stack, `Service${number}`, { ...shared, ...givenOf(stack, number, repository) });
    }
  }
  return app;
}

/**
 * Stands in for CDK's own validator of templates, which costs both sides several times what is measured here.
 *
 * The first versions that run it cannot switch it off.
 */
function validatorThatDoesNothing() {
  const { CloudFormationValidatePlugin } = require('aws-cdk-lib');
  return Object.create(CloudFormationValidatePlugin.prototype, {
    name: { value: 'none' },
    version: { value: undefined },
    ruleIds: { value: [] },
    validate: { value: () => ({ success: true, violations: [] }) },
  });
}

function givenOf(stack, number, repository) {
  const { AccountRootPrincipal, Role } = require('aws-cdk-lib/aws-iam');
  const { Secret } = require('aws-cdk-lib/aws-secretsmanager');
  return {
    repository,
    secret: new Secret(stack, `Secret${number}`),
    operators: new Role(stack, `Operators${number}`, { assumedBy: new AccountRootPrincipal() }),
  };
}
