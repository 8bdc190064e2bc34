import { hostsOf } from '../../../../../src/readiness/private/model/hosts';
import { Model } from '../../../../../src/readiness/private/model/model';
import { besides } from '../../../../../src/readiness/private/model/traffic/other-ways';
import { publicInstances, sub } from '../../rules/_ready';
import { input, system } from '../../sources/_builders';

/** Why instances with some user data may need no way of their own. */
function reason(script: string, name: string): string | undefined {
  const template = publicInstances();
  template.Parameters = { P: { Type: 'String' }, ProxyUrl: { Type: 'String' } };
  template.Resources.Launch.Properties.LaunchTemplateData.UserData = { 'Fn::Base64': sub(script) };
  const [subject] = new Model(system(input(template, { name }))).subjects;
  const [host] = hostsOf(subject).hosts;
  return besides(host);
}

describe('instances that may have a proxy', () => {
  const JOINS = '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\n';

  test.each<[string, string, string, boolean]>([
    ['say so in their user data', `${JOINS}export HTTP_PROXY=\${P}`, 'stack', true],
    ['take one from a parameter', `${JOINS}curl \${ProxyUrl} | bash`, 'stack', true],
    ['are not those that say nothing of one', `${JOINS}echo \${P}`, 'stack', false],
    ['are not those of a template in a folder of that name', `${JOINS}echo \${P}`, 'deploy/proxy/app.yaml', false],
  ])('%s', (_, script, name, expected) => expect(reason(script, name) !== undefined).toBe(expected));
});
