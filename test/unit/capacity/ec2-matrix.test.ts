import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExecCapacity, ExecNetwork, ReadinessReport } from '../../../src';
import { EcsHostImage } from '../../../src/capacity/host-image';
import { InstancePurchase } from '../../../src/capacity/host-purchase';
import { newApp, newService, privateImage, RECOMMENDED_FLAGS } from '../_helpers/apps';

const { AWS_VPC, BRIDGE, HOST } = ecs.NetworkMode;

const LINUX = { AL2023: EcsHostImage.amazonLinux2023(), AL2: EcsHostImage.amazonLinux2(), Bottlerocket: EcsHostImage.bottlerocket() };
const WINDOWS = {
  'Windows 2022 Core': EcsHostImage.windowsServer2022Core(),
  'Windows 2022 Full': EcsHostImage.windowsServer2022Full(),
  'Windows 2019 Core': EcsHostImage.windowsServer2019Core(),
  'Windows 2019 Full': EcsHostImage.windowsServer2019Full(),
};
const IMAGES: Readonly<Record<string, EcsHostImage>> = { ...LINUX, ...WINDOWS };
const TYPES = ['m7g.large', 'm6i.large', 'g5.xlarge', 'inf2.xlarge'];
const HOSTS: [string, string][] = [
  ...Object.keys(LINUX).flatMap((image) => TYPES.filter((type) => image !== 'Bottlerocket' || type !== 'inf2.xlarge').map((type): [string, string] => [image, type])),
  ...Object.keys(WINDOWS).map((image): [string, string] => [image, 'm6i.large']),
];
const PURCHASES: Readonly<Record<string, InstancePurchase>> = {
  'on demand': InstancePurchase.onDemand(),
  'spot': InstancePurchase.spot(),
  'mixed': InstancePurchase.mixed({ onDemandBase: 1, onDemandPercentage: 25 }),
};
const NETWORKS: Readonly<Record<string, () => ExecNetwork>> = { isolated: () => ExecNetwork.isolated(), egress: () => ExecNetwork.egress() };
const REGIONS = ['eu-west-1', 'cn-north-1', 'us-gov-west-1'];

type Row = [image: string, type: string, purchase: string, mode: ecs.NetworkMode, network: string, region: string];

const PRODUCT = HOSTS.flatMap(([image, type]) => Object.keys(PURCHASES).flatMap((purchase) =>
  (image in WINDOWS ? [AWS_VPC] : [AWS_VPC, BRIDGE, HOST]).flatMap((mode) => Object.keys(NETWORKS).flatMap((network) =>
    REGIONS.map((region): Row => [image, type, purchase, mode, network, region])))));

/** All of them take long: enough rows that each value of one column is seen with each of any other. */
const ROWS = cover(PRODUCT);

function cover(rows: readonly Row[], chosen: readonly Row[] = []): readonly Row[] {
  const seen = new Set(chosen.flatMap(pairsOf));
  const gain = (row: Row) => pairsOf(row).filter((pair) => !seen.has(pair)).length;
  const best = rows.reduce((one, other) => gain(other) > gain(one) ? other : one);
  return gain(best) === 0 ? chosen : cover(rows, [...chosen, best]);
}

function pairsOf([image, type, ...rest]: Row): string[] {
  const columns = [`${image} ${type}`, ...rest].map((value, column) => `${column}:${value}`);
  return columns.flatMap((one, index) => columns.slice(index + 1).map((other) => `${one} ${other}`));
}

function build(...[image, type, purchase, networkMode, network, region]: Row): Stack {
  const app = newApp(region === 'eu-west-1' ? {} : RECOMMENDED_FLAGS);
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region } });
  newService(stack, {
    networkMode,
    network: NETWORKS[network](),
    capacity: ExecCapacity.ec2({ image: IMAGES[image], instanceTypes: [new ec2.InstanceType(type)], purchase: PURCHASES[purchase] }),
    container: { image: privateImage(stack), cpu: 256, memoryLimitMiB: 512 },
  });
  return stack;
}

describe('ExecCapacity.ec2', () => {
  test('is tried in every pair of values', () => {
    expect(new Set(ROWS.flatMap(pairsOf))).toEqual(new Set(PRODUCT.flatMap(pairsOf)));
  });

  test.each(ROWS)('is ready with %s on %s, %s, network mode %s, network %s in %s', (...row) => {
    const stack = build(...row);
    const report = ReadinessReport.ofStack(stack);
    expect(report.services.flatMap(({ findings, unknowns }) => [...findings, ...unknowns])).toEqual([]);
    expect(report.ready).toBe(true);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    template.resourceCountIs('AWS::AutoScaling::LaunchConfiguration', 0);
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 } } });
  });

  test('makes the same template each time', () => {
    const [first, second] = [0, 1].map(() => Template.fromStack(build(...ROWS[0])).toJSON());
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });
});
