import { addLines, addSettings, onInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { AgentAccess } from '../../../../src/readiness/private/rules/agent-access';

const PLACE = 'Launch.LaunchTemplateData.UserData';
const withSettings = (...settings: string[]) => onInstances((resources) => addSettings(resources, ...settings));

describe('AgentAccess', () => {
  silent(AgentAccess);

  test.each([
    ['ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS', 'lets other machines ask the agent about its tasks'],
    ['ECS_SKIP_LOCALHOST_TRAFFIC_FILTER', 'lets other machines in the subnet reach what listens on the instance only for itself'],
  ])('warns of %s', (name, consequence) => {
    expect(says(AgentAccess, withSettings(`${name}=true`))).toEqual([`warning ${PLACE}`]);
    expect(tells(AgentAccess, withSettings(`${name}=true`))).toEqual([`${name} in the user data of Instances ${consequence}`]);
    expect(says(AgentAccess, withSettings(`${name}=false`))).toEqual([]);
  });

  test('warns of an agent that checks no certificates', () => {
    expect(says(AgentAccess, onInstances((resources) => addLines(resources, 'docker run -d amazon/amazon-ecs-agent:latest -k')))).toEqual([`warning ${PLACE}`]);
    expect(says(AgentAccess, onInstances((resources) => addLines(resources, 'docker run -d amazon/amazon-ecs-agent:latest')))).toEqual([]);
  });
});
