import { onHosts } from './on-hosts';
import type { Rule } from './rule';
import { flawOf, isOldWindowsAgent } from '../facts/exec-images';
import type { Answer } from '../model/answer';
import { unfitHosts } from '../model/host-answers';
import type { Host } from '../model/hosts';
import { taskContainers } from '../model/task-containers';
import { AGENT_VERSION } from '../model/user-data/settings';

const INSTALLS = /\b(?:ecs-init|amazon-ecs-agent)\b/;

export const AgentVersion: Rule = {
  id: 'AgentVersion',
  catalogue: ['X-006'],
  hop: 'service',
  severity: 'error',
  requirement: 'The image of the instances has an agent with ECS Exec: 1.50.2 or later on Linux, 1.56 on Windows Server 2019 and later, Bottlerocket 1.14.',
  fix: {
    cdk: 'machineImage: ecs.EcsOptimizedImage.amazonLinux2023()',
    cloudFormation: 'set ImageId to {{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}',
  },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
  *check(subject) {
    const withInit = taskContainers(subject).some(({ container: { initProcess: { flag } }, sure }) => sure && 'known' in flag && flag.known === true);
    for (const unfit of unfitHosts(subject, (each) => hasExec(each, withInit))) {
      const { image } = unfit.host;
      yield onHosts(unfit, image.at, causeOf(unfit.host, withInit), image.kind === 'plain' ? `whether an agent is installed is not known: ${image.name} has none`
        : `whether the agent has ECS Exec is not known: the image is ${image.name}`);
    }
  },
};

function hasExec(host: Host, withInit: boolean): Answer {
  const { image, managed } = host;
  const open = image.kind === 'unknown' || image.kind === 'plain' && !installsAgent(host);
  return managed ? 'yes' : flawOf(image, withInit) !== undefined || pinned(host) !== undefined ? 'no' : open ? 'unknown' : 'yes';
}

/** Whether the user data installs an agent, which is the newest then. */
function installsAgent({ userData }: Host): boolean {
  const lines = 'known' in userData ? userData.known?.split('\n') ?? [] : [];
  return lines.some((line) => !line.trim().startsWith('#') && INSTALLS.test(line));
}

function causeOf(host: Host, withInit: boolean): string {
  const flaw = flawOf(host.image, withInit);
  return flaw === undefined ? `the user data asks for agent ${pinned(host)}, and ECS Exec begins with 1.56 on Windows` : `the image ${host.image.name} does not do: ${flaw}`;
}

/** A version of the agent that is asked for and too old. */
function pinned(host: Host): string | undefined {
  const version = host.agent.get(AGENT_VERSION);
  return 'known' in version && version.known !== undefined && isOldWindowsAgent(version.known) ? version.known : undefined;
}
