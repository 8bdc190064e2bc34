import { addGroup, addSettings, byLaunchType, onInstances, silent, tells } from './_instances';
import { says } from './_judge';
import { AgentProxy } from '../../../../src/readiness/private/rules/agent-proxy';

const PLACE = 'Launch.LaunchTemplateData.UserData';
const withSettings = (...settings: string[]) => onInstances((resources) => addSettings(resources, ...settings));
const PROXY = 'HTTP_PROXY=10.0.0.131:3128';

describe('AgentProxy', () => {
  silent(AgentProxy);

  test.each([['nothing', []], ['another address', ['NO_PROXY=169.254.170.2,/var/run/docker.sock']], ['nothing at all', ['NO_PROXY=']]])('is broken by a proxy with %s exempted', (_, more) => {
    expect(says(AgentProxy, withSettings(PROXY, ...more))).toEqual([`error ${PLACE}`]);
    expect(tells(AgentProxy, withSettings(PROXY, ...more))).toEqual(['the user data of Instances sets HTTP_PROXY, and NO_PROXY does not exempt 169.254.169.254']);
  });

  test.each(['NO_PROXY=169.254.169.254,169.254.170.2,/var/run/docker.sock', 'NO_PROXY=169.254.0.0/16', 'NO_PROXY=*'])('is silent with %s', (exemption) => {
    expect(says(AgentProxy, withSettings(PROXY, exemption))).toEqual([]);
  });

  test('is silent without a proxy for the agent', () => {
    expect(says(AgentProxy, withSettings('HTTP_PROXY='))).toEqual([]);
    expect(says(AgentProxy, withSettings('HTTPS_PROXY=10.0.0.131:3128'))).toEqual([]);
  });

  test('does not know exemptions that depend on a parameter', () => {
    expect(says(AgentProxy, onInstances((resources, template) => {
      template.Parameters = { Exempt: { Type: 'String' } };
      addSettings(resources, PROXY, 'NO_PROXY=${Exempt}');
    }))).toEqual([`unknown ${PLACE}`]);
  });

  test('only warns of instances beside others', () => {
    expect(says(AgentProxy, byLaunchType((resources) => {
      addGroup(resources);
      addSettings(resources, PROXY);
    }))).toEqual([`warning ${PLACE}`]);
  });
});
