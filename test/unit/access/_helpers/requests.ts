import type { Template } from 'aws-cdk-lib/assertions';
import { contextOf, evaluate, parsePolicy } from '../../../../src/readiness/private/iam';
import type { Policy } from '../../../../src/readiness/private/iam';
import type { Answer } from '../../../../src/readiness/private/model/answer';

type Json = Record<string, unknown>;

const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-west-1',
  'AWS::AccountId': '111122223333',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'Stack',
  'AWS::StackId': 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Stack/1a2b',
};

/** The names and ARNs that a resource gets when it is deployed, by its type. */
const ATTRIBUTES: Record<string, (id: string) => Record<string, string>> = {
  'AWS::KMS::Key': (id) => ({ Arn: `arn:aws:kms:eu-west-1:111122223333:key/${id}`, Ref: id }),
  'AWS::ECS::Cluster': (id) => ({ Arn: `arn:aws:ecs:eu-west-1:111122223333:cluster/${id}`, Ref: id }),
  'AWS::ECS::Service': (id) => ({ Name: id, ServiceArn: `arn:aws:ecs:eu-west-1:111122223333:service/c/${id}`, Ref: `arn:aws:ecs:eu-west-1:111122223333:service/c/${id}` }),
  'AWS::ECS::TaskDefinition': (id) => ({ Ref: `arn:aws:ecs:eu-west-1:111122223333:task-definition/${id}:1` }),
  'AWS::Logs::LogGroup': (id) => ({ Arn: `arn:aws:logs:eu-west-1:111122223333:log-group:${id}:*`, Ref: id }),
  'AWS::S3::Bucket': (id) => ({ Arn: `arn:aws:s3:::${id.toLowerCase()}`, Ref: id.toLowerCase() }),
  'AWS::IAM::Role': (id) => ({ Arn: `arn:aws:iam::111122223333:role/${id}`, Ref: id }),
};

/** A template as AWS deploys it. */
export class Deployed {
  private readonly resources: Record<string, { readonly Type: string; readonly Properties: Json }>;

  public constructor(template: Template) {
    this.resources = (template.toJSON() as { Resources: Deployed['resources'] }).Resources;
  }

  /** The id of the only resource of a type, or of that whose id contains a part. */
  public id(type: string, part = ''): string {
    const [id] = Object.keys(this.resources).filter((one) => this.resources[one].Type === type && one.includes(part));
    return id;
  }

  public arn(type: string, part = ''): string {
    return ATTRIBUTES[type](this.id(type, part)).Arn;
  }

  /** A value, with what it refers to. */
  public value(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => this.value(item));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const [[name, argument] = ['', undefined]] = Object.entries(value);
    switch (name) {
      case 'Ref':
        return PSEUDO[argument as string] ?? this.attribute(argument as string, 'Ref');
      case 'Fn::GetAtt':
        return this.attribute(...argument as [string, string]);
      case 'Fn::Join':
        return (this.value((argument as unknown[])[1]) as string[]).join((argument as string[])[0]);
      case 'Fn::Split':
        return (this.value((argument as unknown[])[1]) as string).split((argument as string[])[0]);
      case 'Fn::Select':
        return (this.value((argument as unknown[])[1]) as string[])[Number((argument as unknown[])[0])];
      default:
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.value(inner)]));
    }
  }

  /** The policies, inline and managed, of the roles whose id contains a part. */
  public policiesOf(part: string): Policy[] {
    const all = Object.entries(this.resources).filter(([, { Type, Properties }]) => ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(Type)
      && JSON.stringify([Properties.Roles, Properties.Users, Properties.Groups]).includes(part));
    return all.map(([id, { Properties }]) => parsePolicy(this.value(Properties.PolicyDocument), id));
  }

  private attribute(id: string, name: string): string {
    const resource = this.resources[id];
    const named = resource?.Properties?.LogGroupName;
    const written = named && resource.Type === 'AWS::Logs::LogGroup' ? this.value(named) as string : id;
    return ATTRIBUTES[resource?.Type]?.(written)[name] ?? (name === 'Ref' ? id : `${id}.${name}`);
  }
}

/** Keys of a request; one that is not listed is not in it. */
export type Keys = Readonly<Record<string, string>>;

/** A call to AWS, with the resources that AWS evaluates it on: all must be allowed. */
export interface Call {
  readonly action: string;
  readonly on: readonly (readonly [resource: string, keys?: Keys])[];
  readonly keys?: Keys;
}

/** Every key that a policy under test asks for; a request that lacks one says so. */
const KEYS = [
  'aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceIp', 'aws:MultiFactorAuthPresent', 'aws:ViaAWSService', 'ecs:container-name', 'ecs:cluster', 'ecs:task', 'ecs:CreateAction',
  'ecs:enable-execute-command', 'aws:PrincipalTag/team', 'aws:CurrentTime', 'aws:ResourceTag/aws:ecs:serviceName', 'aws:ResourceTag/env', 'aws:ResourceTag/exec-ready:task',
  'aws:RequestTag/exec-ready:task', 'iam:PassedToService', 'kms:EncryptionContext:aws:s3:arn', 'kms:ViaService', 's3:prefix',
];

/** Whether a role may make a call. */
export function answerTo({ action, on, keys = {} }: Call, policies: readonly Policy[], role = 'operators'): Answer {
  const absent = Object.fromEntries(KEYS.map((key) => [key, 'absent' as const]));
  const answers = on.map(([resource, own = {}]) => evaluate({
    action, resource, caller: { arn: `arn:aws:iam::111122223333:role/${role}` }, context: contextOf({ ...absent, ...keys, ...own }),
  }, { identity: policies }).answer);
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
}

export function parsed(document: unknown): Policy {
  return parsePolicy(document, 'Document');
}

export const ALLOW_ALL: Policy = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, 'Administrator');
