import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { isImageAddress, parseImage } from '../facts/image-reference';
import { isOpenRegistry } from '../facts/registries';
import { isNoSecret } from '../model/access/value-from';
import type { Container } from '../model/container';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';
import { isKnown } from '../model/text';

export const RegistryCredentials: Rule = {
  id: 'RegistryCredentials',
  catalogue: ['X-100'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'An image in a private registry outside AWS is pulled with credentials from Secrets Manager.',
  fix: {
    cdk: "ecs.ContainerImage.fromRegistry('registry.example.com/app', { credentials: secret })",
    cloudFormation: 'set RepositoryCredentials.CredentialsParameter to the ARN of a secret with user name and password',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html',
  *check(subject) {
    for (const { container, sure } of taskContainers(subject)) {
      const credentials = container.at.at('RepositoryCredentials');
      yield* credentials.given === 'no' ? withoutCredentials(container, subject, sure) : credentials.given === 'yes' ? withCredentials(container, sure) : [];
    }
  },
};

/** What is wrong with the credentials that are given. */
function withCredentials({ at, label }: Container, sure: boolean): readonly Outcome[] {
  const parameter = at.at('RepositoryCredentials', 'CredentialsParameter');
  if (parameter.given === 'no') {
    return ifThere(sure, violated(parameter, `the credentials of ${label} name no secret`), 'error');
  }
  return isNoSecret(parameter)
    ? ifThere(sure, violated(parameter, `the credentials of ${label} are not a secret of Secrets Manager, and ECS takes no others`), 'error') : [];
}

/** What is said of an image that is pulled without credentials. */
function withoutCredentials({ image, label }: Container, subject: Subject, sure: boolean): readonly Outcome[] {
  const { text } = image;
  const address = 'known' in text ? text.known : undefined;
  // that it is no address is told elsewhere
  const host = address === undefined || isKnown(address) && !isImageAddress(address) ? undefined : parseImage(address).host;
  if (host === undefined || !isKnown(host) || !('nothing' in subject.model.policies.repository(image)) || isOpenRegistry(host) === 'yes') {
    return [];
  }
  // instances may have credentials in the settings of their agent
  return isOpenRegistry(host) === 'no' && subject.runsOn('fargate') === 'yes'
    ? ifThere(sure, violated(image, `${label} is pulled from ${host} without credentials, and ${host} asks everybody to log in`), 'error')
    : [unclear(image, `whether ${host} hands out the image of ${label} without credentials is not known`)];
}
