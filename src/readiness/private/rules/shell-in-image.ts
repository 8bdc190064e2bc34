import { ifThere } from './if-there';
import { violated, type Rule } from './rule';
import { looksShellless } from '../facts/shellless-images';
import { execTargets } from '../model/exec-targets';
import { imageName } from '../model/image-name';

export const ShellInImage: Rule = {
  id: 'ShellInImage',
  catalogue: ['X-112'],
  hop: 'container',
  severity: 'warning',
  requirement: 'The image has a shell for sessions to run, and script and cat for their logs.',
  fix: { cloudFormation: 'use the debug variant of the image, or run a second container with tools in the same task' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-logging.html',
  *check(subject) {
    for (const target of execTargets(subject)) {
      const { container: { image, label }, wanted } = target;
      if (wanted && image.ask((each) => looksShellless(imageName(each) ?? '') ? 'yes' : 'no') === 'yes') {
        yield* ifThere(target.sure, violated(image, `the image of ${label} looks like one without a shell, so there is little that a session could run`), 'warning');
      }
    }
  },
};
