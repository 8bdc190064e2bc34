import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule, type Violation } from './rule';
import { contentsOf } from './secret-contents';
import { sameText, splitText } from '../iam/index';
import { isSettled } from '../model/access/value-from';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';
import { readable, type Text } from '../model/text';

/** Parts of the ARN of a secret, and with the key, stage and version of its value. */
const SECRET_PARTS = [7, 10];

export const SecretReferences: Rule = {
  id: 'SecretReferences',
  catalogue: ['X-103'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'What containers are given as secrets are secrets of Secrets Manager or parameters of Systems Manager, written as ECS reads them, and have the value that is asked for.',
  fix: {
    cdk: "ecs.Secret.fromSecretsManager(secret, 'field')",
    cloudFormation: 'set ValueFrom to the name or ARN of a parameter, or to the ARN of a secret, with :key:stage:version after it or with nothing',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',
  *check(subject) {
    for (const { container, sure } of taskContainers(subject)) {
      const lists = [container.at.at('Secrets'), container.at.at('LogConfiguration', 'SecretOptions')];
      for (const secret of lists.flatMap((list) => list.list.items)) {
        const isThere = sure && secret.given === 'yes';
        for (const at of ['Name', 'ValueFrom'].map((key) => secret.at(key)).filter(({ given }) => given === 'no')) {
          yield* ifThere(isThere, violated(at, `a secret of ${container.label} has no ${at.path.at(-1)}`), 'error');
        }
        yield* ofValue(secret.at('ValueFrom'), subject, isThere);
      }
    }
  },
};

function ofValue(at: Property, subject: Subject, isThere: boolean): readonly Outcome[] {
  const text = 'known' in at.text ? at.text.known : undefined;
  if (text === undefined) {
    return [];
  }
  const parts = splitText(text, ':');
  const found = parts[0] !== 'arn' ? undefined : isSettled(text) ? ofArn(at, parts, subject) : ofPlace(at, parts, subject);
  return [
    ...parts[0] === 'arn' ? found ? ifThere(isThere, found, 'error') : [] : ofName(at, subject),
    ...parts[0] === 'arn' && !found ? contentsOf(at, parts.slice(SECRET_PARTS[0]), subject, isThere) : [],
  ];
}

function ofArn(at: Property, parts: readonly Text[], subject: Subject): Violation | undefined {
  const [, , service, , , kind]: readonly (Text | undefined)[] = parts;
  if (service !== 'secretsmanager' && service !== 'ssm') {
    return violated(at, `${at.shown} is neither a secret nor a parameter`);
  }
  if (service === 'ssm' ? !kind?.startsWith('parameter') : kind !== 'secret' || parts.length < SECRET_PARTS[0]) {
    return violated(at, `${at.shown} is not the ARN of a ${service === 'ssm' ? 'parameter' : 'secret'}`);
  }
  return service === 'secretsmanager' && !SECRET_PARTS.includes(parts.length)
    ? violated(at, `${at.shown} has ${parts.length - SECRET_PARTS[0]} parts after the secret, and ECS reads three there or none: key, stage and version, each of which may be empty`)
    : ofPlace(at, parts, subject);
}

function ofPlace(at: Property, [, partition, , region]: readonly Text[], { model }: Subject): Violation | undefined {
  const home = model.system.template(at.resource.stack)!;
  if (partition !== undefined && sameText(partition, home.partition) === 'no') {
    return violated(at, `${at.shown} is in the partition ${readable(partition)}, and the tasks are in ${readable(home.partition)}`);
  }
  return region !== undefined && sameText(region, home.region) === 'no'
    ? violated(at, `${at.shown} is read from another Region, ${readable(region)}: endpoints of the VPC do not lead there`, { severity: 'info' }) : undefined;
}

/** A name is that of a parameter. */
function ofName(at: Property, { model }: Subject): readonly Outcome[] {
  return 'to' in model.policies.secret(at) && !('to' in model.policies.parameter(at))
    ? [unclear(at, `${at.shown} is the name of a secret; ECS reads it as that of a parameter, and whether there is one is not known`)] : [];
}
