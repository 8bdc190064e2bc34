import { Stack } from 'aws-cdk-lib';
import type { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Need, Reach } from './reach';
import { MORE_EGRESS, otherRegion } from './reach';
import { referencedBy } from '../../private/identity';

const SECRET: Need = ['secretsmanager', 'secrets of AWS Secrets Manager'];
const PARAMETER: Need = ['ssm', 'parameters of AWS Systems Manager'];

/** What it takes to read a secret or parameter that is handed to a container or its log driver. */
export function valueReach(container: ContainerDefinition, valueFrom: string): Reach {
  const text = JSON.stringify(Stack.of(container).resolve(valueFrom));
  const [, named] = /:(?:secretsmanager|ssm):([a-z0-9-]+):/.exec(text) ?? [];
  const elsewhere = otherRegion(container, named);
  return elsewhere === undefined ? { needs: needsOf(container, valueFrom, text) } : {
    obstacles: [`is given the value of ${text}, which cannot be read from subnets without a way out: endpoints do not lead to ${elsewhere}; `
      + `keep a replica of it in ${Stack.of(container).region}, or ${MORE_EGRESS}`],
  };
}

/** A value whose origin cannot be told may be either. */
function needsOf(container: ContainerDefinition, valueFrom: string, text: string): Need[] {
  const owners = referencedBy(valueFrom);
  if (text.includes(':secretsmanager:') || owners.some((owner) => secretsmanager.CfnSecret.isCfnSecret(owner))) {
    return [SECRET];
  }
  if (text.includes(':parameter') || owners.some((owner) => ssm.CfnParameter.isCfnParameter(owner))) {
    return [PARAMETER];
  }
  const resolved: unknown = Stack.of(container).resolve(valueFrom);
  return typeof resolved === 'string' && !resolved.startsWith('arn:') ? [PARAMETER] : [SECRET, PARAMETER];
}
