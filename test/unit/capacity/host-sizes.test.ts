import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { hostSize } from '../../../src/capacity/private/host-sizes';
import { hardwareName, hardwareOf } from '../../../src/capacity/private/host-types';

describe('the size of an instance type', () => {
  /** Typed from https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html, co.html and mo.html: vCPUs, MiB, interfaces. */
  test.each<[string, number, number, number | undefined]>([
    ['m7g.medium', 1, 4096, 2],
    ['m7g.large', 2, 8192, 3],
    ['m6i.xlarge', 4, 16_384, 4],
    ['m5.2xlarge', 8, 32_768, 4],
    ['c5.9xlarge', 36, 73_728, 8],
    ['c5n.large', 2, 5376, 3],
    ['c5n.9xlarge', 36, 98_304, 8],
    ['c5n.18xlarge', 72, 196_608, 15],
    ['c7i-flex.large', 2, 4096, 3],
    ['r6g.16xlarge', 64, 524_288, 15],
    ['m7i.48xlarge', 192, 786_432, 15],
    ['m8g.24xlarge', 96, 393_216, 15],
    ['m8i.8xlarge', 32, 131_072, undefined],
    ['c6in.32xlarge', 128, 262_144, undefined],
    ['t3.micro', 2, 1024, 2],
    ['t3a.small', 2, 2048, 2],
    ['t4g.2xlarge', 8, 32_768, 4],
    ['t2.nano', 1, 512, 2],
  ])('%s has %d vCPUs, %d MiB and %p interfaces', (type, vcpus, memory, interfaces) => {
    expect(hostSize(type)).toEqual({ cpu: vcpus * 1024, memory, interfaces });
  });

  test.each(['m5zn.3xlarge', 'm8azn.medium', 'g5.xlarge', 'm7g.metal', 't3.huge', 'constructor.large', 'x2gd.large', 'nothing'])('%s has a size that is not known', (type) => {
    expect(hostSize(type)).toBeUndefined();
  });
});

describe('the hardware of an instance type', () => {
  test.each([
    ['m7g.large', 'arm64'],
    ['a1.large', 'arm64'],
    ['x2gd.large', 'arm64'],
    ['im4gn.large', 'arm64'],
    ['m7i-flex.large', 'x86_64'],
    ['u7i-12tb.224xlarge', 'x86_64'],
    ['g4ad.xlarge', 'x86_64'],
    ['g4dn.xlarge', 'NVIDIA GPU on x86_64'],
    ['g6e.xlarge', 'NVIDIA GPU on x86_64'],
    ['gr6.4xlarge', 'NVIDIA GPU on x86_64'],
    ['p5.48xlarge', 'NVIDIA GPU on x86_64'],
    ['p6-b200.48xlarge', 'NVIDIA GPU on x86_64'],
    ['p6e-gb200.36xlarge', 'NVIDIA GPU on arm64'],
    ['g5g.xlarge', 'NVIDIA GPU on arm64'],
    ['inf2.xlarge', 'AWS Neuron on x86_64'],
    ['trn1n.32xlarge', 'AWS Neuron on x86_64'],
  ])('%s is %s', (type, name) => {
    expect(hardwareName(hardwareOf(new ec2.InstanceType(type))!)).toBe(name);
  });

  test('is not known of a name of another pattern', () => {
    expect(hardwareOf(new ec2.InstanceType('large'))).toBeUndefined();
  });
});
