import { splitText } from '../iam/index';
import { isKnown, type Text } from '../model/text';

/** The parts of an image's address. */
export interface ImageReference {
  /** None for Docker Hub. */
  readonly host?: Text;
  /** Below the host, without tag and digest. */
  readonly repository: Text;
  readonly tag?: Text;
  readonly digest?: Text;
}

const DOCKER_HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'];
const COMPONENT = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
const ADDRESS = new RegExp(`^(?:[A-Za-z0-9.-]+(?::\\d{1,5})?/)?${COMPONENT}(?:/${COMPONENT})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[A-Fa-f0-9]{64})?$`);

/** As many characters as ECS takes, a digest aside. */
const MAX_LENGTH = 255;

/** Whether a text can be the address of an image. */
export function isImageAddress(text: string): boolean {
  return text.replace(/@.*$/s, '').length <= MAX_LENGTH && ADDRESS.test(text);
}

/** Takes the address of an image apart as Docker does. */
export function parseImage(text: Text): ImageReference {
  const [named, ...digests] = splitText(text, '@');
  const [first, ...rest] = splitText(named, '/');
  const hasHost = rest.length > 0 && (!isKnown(first) || /[.:]|^localhost$/.test(first));
  const path = (hasHost ? rest : [first, ...rest]).join('/');
  const [repository, ...tags] = splitText(path, ':');
  const digest = digests.length > 0 ? { digest: digests.join('@') } : {};
  const tag = tags.length > 0 ? { tag: tags.join(':') } : {};
  return { ...hasHost && !DOCKER_HUB.includes(first) ? { host: first } : {}, repository, ...tag, ...digest };
}
