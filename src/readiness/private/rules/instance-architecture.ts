import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import type { Answer } from '../model/answer';
import { unfitHosts } from '../model/host-answers';
import { hasArchitecture, overridesOf } from '../model/host-architecture';
import type { Host } from '../model/hosts';
import { architectureOfImage } from '../model/machine-image';

export const InstanceArchitecture: Rule = {
  id: 'InstanceArchitecture',
  catalogue: [],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Instances are launched from a machine image for the architecture of their type.',
  fix: { cdk: 'EcsOptimizedImage.amazonLinux2023(AmiHardwareType.ARM) for Graviton types', cloudFormation: 'let ImageId name the parameter with /arm64/ for Graviton types, and the other one for the rest' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html',
  *check(subject) {
    for (const unfit of unfitHosts(subject, fit)) {
      const { image, instanceType } = unfit.host;
      const cause = `the image ${image.name} is for ${architectureOfImage(image)}, and no type of instance that is launched from it is`;
      yield onHosts(unfit, instanceType.given === 'yes' ? instanceType : image.at, cause, cause);
    }
  },
};

/** Whether an instance can be launched. A type of instance or an image that does not tell its architecture is taken to fit. */
function fit(host: Host): Answer {
  const wanted = architectureOfImage(host.image);
  const ownImages = overridesOf(host).items.some((item) => item.at('LaunchTemplateSpecification').given !== 'no');
  return wanted === undefined || ownImages ? 'yes' : hasArchitecture(host, wanted);
}
