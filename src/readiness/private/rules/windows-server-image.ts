import { ifThere } from './if-there';
import { unclear, violated, type Rule } from './rule';
import { NANO_SERVER } from '../../../private/exec-facts';
import { execTargets } from '../model/exec-targets';
import { imageName } from '../model/image-name';

export const WindowsServerImage: Rule = {
  id: 'WindowsServerImage',
  catalogue: ['X-005'],
  hop: 'container',
  severity: 'error',
  requirement: 'A Windows image is made from Server Core or the full Windows Server: ECS Exec does not work in Nano Server.',
  fix: { cloudFormation: 'use an image that is made from Windows Server Core' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check(subject) {
    for (const target of execTargets(subject)) {
      const { container: { image, label }, wanted } = target;
      const nano = image.ask((each) => NANO_SERVER.test(imageName(each) ?? '') ? 'yes' : 'no');
      if (nano === 'yes') {
        yield* ifThere(target.sure, violated(image, `the image of ${label} is made from Nano Server, where ECS Exec does not work`, { severity: wanted ? 'error' : 'info' }), 'error');
      } else if (nano === 'unknown' && wanted) {
        yield unclear(image, `whether the image of ${label} is made from Nano Server, where ECS Exec does not work, depends on what is not known`);
      }
    }
  },
};
