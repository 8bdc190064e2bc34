import { ifThere } from './if-there';
import { violated, type Rule, type Violation } from './rule';
import { PRIVATE_ECR } from '../../../private/exec-facts';
import { isImageAddress, parseImage } from '../facts/image-reference';
import type { Property } from '../model/property';
import type { Subject } from '../model/subject';
import { taskContainers } from '../model/task-containers';
import { isKnown, type Text } from '../model/text';
import { repositoryNamed } from '../model/traffic/image-source';
import type { ResolvedTemplate } from '../sources/resolved';

export const ImageAddress: Rule = {
  id: 'ImageAddress',
  catalogue: ['X-102'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'The image of each container is the address of an image, which names a version.',
  fix: {
    cdk: "ecs.ContainerImage.fromEcrRepository(repository, '1.2.3')",
    cloudFormation: 'set Image to host/repository:tag, as in 111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:1.2.3',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  *check(subject) {
    for (const { container, sure } of taskContainers(subject)) {
      const { text } = container.image;
      if ('known' in text && text.known !== undefined) {
        const causes = isKnown(text.known) ? ofAddress(container.image, text.known, subject) : ofName(container.image, text.known, subject);
        yield* causes.flatMap((cause) => ifThere(sure, cause, 'error'));
      }
    }
  },
};

function ofAddress(image: Property, text: string, { model }: Subject): readonly Violation[] {
  if (!isImageAddress(text)) {
    return [violated(image, `${JSON.stringify(text)} is not the address of an image`)];
  }
  const { tag = 'latest', digest } = parseImage(text);
  const template = model.system.template(image.resource.stack)!;
  const moving = tag === 'latest' && digest === undefined
    ? [violated(image, 'the image is the latest one, so that tasks may start with another one than was tried', { severity: 'info' })] : [];
  return [...ofPlace(image, text, template), ...moving];
}

/** What is said of a private repository that is elsewhere. */
function ofPlace(image: Property, text: string, { region, partition }: ResolvedTemplate): readonly Violation[] {
  const other = PRIVATE_ECR.exec(text)?.groups?.region;
  if (other === undefined || !isKnown(region) || other === region) {
    return [];
  }
  return partitionOf(other) !== partitionOf(region) && isKnown(partition)
    ? [violated(image, `the image is in the Region ${other}, of which the roles of ${region} are not known: it is another partition`)]
    : [violated(image, `the image is pulled from another Region, ${other}: endpoints of the VPC do not lead there`, { severity: 'info' })];
}

function partitionOf(region: string): string {
  return /^(?:cn|us-gov|us-iso[a-z]*|eu-iso[a-z]*|eusc)(?=-)/.exec(region)?.[0] ?? '';
}

/** A repository's name in place of its address: Docker Hub has no such image. */
function ofName(image: Property, text: Text, { model }: Subject): readonly Violation[] {
  const resource = repositoryNamed(text, model.system);
  return resource ? [violated(image, `this is the name of the repository ${resource.logicalId}, and not its address`)] : [];
}
