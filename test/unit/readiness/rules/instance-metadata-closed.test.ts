import { addLines, launchData, onInstances, onManagedInstances, silent, tells, userDataOf } from './_instances';
import { says } from './_judge';
import type { Template } from './_ready';
import { InstanceMetadataClosed } from '../../../../src/readiness/private/rules/instance-metadata-closed';

const OPTIONS = 'Launch.LaunchTemplateData.MetadataOptions';
const USER_DATA = 'Launch.LaunchTemplateData.UserData';
const withOptions = (options: object | undefined) => onInstances((resources) => {
  launchData(resources).MetadataOptions = options;
});
const inMode = (mode: string, change: (resources: Template['Resources']) => void) => onInstances((resources) => {
  resources.Task.Properties.NetworkMode = mode;
  change(resources);
});

describe('InstanceMetadataClosed', () => {
  silent(InstanceMetadataClosed);

  test.each<[string, object | undefined]>([
    ['nothing is set', undefined], ['tokens are optional', { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 }], ['answers go far', { HttpTokens: 'required', HttpPutResponseHopLimit: 2 }],
  ])('warns behind a bridge when %s', (_, options) => {
    expect(says(InstanceMetadataClosed, withOptions(options))).toEqual([`warning ${OPTIONS}`]);
    expect(tells(InstanceMetadataClosed, withOptions(options))).toEqual(['containers on the instances of Instances reach 169.254.169.254, and with it the role of the instance']);
  });

  test.each<[string, object]>([['tokens are required', { HttpTokens: 'required' }], ['there is none', { HttpEndpoint: 'disabled' }], ['it is not known', { HttpTokens: { Ref: 'Any' } }]])('is silent behind a bridge when %s', (_, options) => {
    expect(says(InstanceMetadataClosed, onInstances((resources, template) => {
      template.Parameters = { Any: { Type: 'String' } };
      launchData(resources).MetadataOptions = options;
    }))).toEqual([]);
  });

  test('is silent behind a bridge when a rule of the instance or a script that is not seen may forbid it', () => {
    for (const line of ['iptables --insert DOCKER-USER 1 --in-interface docker+ --destination 169.254.169.254/32 --jump DROP', './harden.sh']) {
      expect(says(InstanceMetadataClosed, onInstances((resources) => {
        delete launchData(resources).MetadataOptions;
        addLines(resources, line);
      }))).toEqual([]);
    }
  });

  test('wants the agent to forbid it to tasks with interfaces of their own', () => {
    expect(says(InstanceMetadataClosed, inMode('awsvpc', (resources) => addLines(resources)))).toEqual([`warning ${USER_DATA}`]);
    expect(says(InstanceMetadataClosed, inMode('awsvpc', () => undefined))).toEqual([]);
    expect(says(InstanceMetadataClosed, inMode('awsvpc', (resources) => userDataOf(resources, '#!/bin/bash\n./setup.sh')))).toEqual([]);
  });

  test('leaves tasks on the network of the host alone, and Managed Instances', () => {
    expect(says(InstanceMetadataClosed, inMode('host', (resources) => {
      delete launchData(resources).MetadataOptions;
    }))).toEqual([]);
    expect(says(InstanceMetadataClosed, onManagedInstances())).toEqual([]);
  });
});
