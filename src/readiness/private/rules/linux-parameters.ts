import { ifThere } from './if-there';
import { unclear, violated, type Outcome, type Rule } from './rule';
import { anyOf, type Answer } from '../model/answer';
import { fargateDemand } from '../model/fargate-demand';
import type { Property } from '../model/property';
import { taskContainers, type TaskContainer } from '../model/task-containers';
import { isValueObject } from '../sources/value';

export const LinuxParameters: Rule = {
  id: 'LinuxParameters',
  catalogue: ['X-013'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'Nothing is asked for in a Windows container that only Linux has, such as an init process.',
  fix: { cdk: 'leave linuxParameters out', cloudFormation: 'remove LinuxParameters' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  *check(subject) {
    const { os } = subject;
    if ('known' in os && os.known === 'linux') {
      return;
    }
    const onFargate = fargateDemand(subject)?.demanded === 'yes';
    const isWindows = 'known' in os;
    yield* taskContainers(subject).flatMap((each) => onFargate ? onlyOfLinux(each, isWindows) : isWindows ? initProcess(each) : []);
  },
};

function initProcess({ container: { initProcess: at, label } }: TaskContainer): readonly Outcome[] {
  return 'known' in at.flag && at.flag.known === true
    ? [unclear(at, `${label} runs on Windows, where an init process is not supported; whether AWS refuses or ignores it is not documented, so remove it`)] : [];
}

function onlyOfLinux({ container: { at, label }, sure }: TaskContainer, isWindows: boolean): readonly Outcome[] {
  const parameters = at.at('LinuxParameters');
  const { entries, more } = parameters.entries;
  const answer = anyOf([...entries.map(([, each]) => each.ask(asked)), more === undefined ? 'no' : 'unknown']);
  const cause = `${label} has Linux parameters, which there are not on Fargate with Windows`;
  if (!isWindows) {
    return answer === 'yes' ? [unclear(parameters, `${cause}, and whether it runs Windows is not known`)] : [];
  }
  switch (answer) {
    case 'yes': return ifThere(sure, violated(parameters, cause), 'error');
    case 'unknown': return [unclear(parameters, `whether ${label} asks for something with its Linux parameters, which there are not on Fargate with Windows, is not known`)];
    case 'no': return [];
  }
}

/** Whether AWS refuses a parameter that asks for nothing is not documented. */
function asked({ value, literal }: Property): Answer {
  if (value === undefined) {
    return 'no';
  }
  const isFilled = Array.isArray(value) ? value.length > 0 : isValueObject(value) ? Object.keys(value).length > 0 : 'known' in literal && literal.known?.toLowerCase() !== 'false';
  return isFilled ? 'yes' : 'unknown';
}
