import { deep, junk, junkKey, type Json } from './_junk';
import type { Random } from '../reach/_helpers/random';

/** Replaces, removes, renames or copies one value somewhere in a document. */
export function corruptValue(tree: Json, random: Random): void {
  let node: any = tree;
  if (Object.keys(node).length === 0) {
    return;
  }
  let key = random.one(Object.keys(node));
  while (typeof node[key] === 'object' && node[key] !== null && Object.keys(node[key]).length > 0 && !random.chance(12)) {
    node = node[key];
    key = random.one(Object.keys(node));
  }
  const inner = node[key];
  switch (random.below(6)) {
    case 0: put(node, key, structuredClone(node[random.one(Object.keys(node))])); break;
    case 1: if (Array.isArray(node)) { node.splice(Number(key), 1); } else { delete node[key]; } break;
    case 2: if (Array.isArray(node)) { node.push(inner); } else { delete node[key]; put(node, junkKey(random), inner); } break;
    case 3: put(node, key, random.one<Json>([[inner], { [junkKey(random)]: inner }, JSON.stringify(inner)])); break;
    default: put(node, key, junk(random));
  }
}

/** Sets even what is called `__proto__`. */
function put(node: object, key: string, value: unknown): void {
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
}

const SECTIONS = ['Resources', 'Parameters', 'Conditions', 'Outputs', 'Mappings', 'Transform', 'Rules', 'Metadata', 'AWSTemplateFormatVersion', '__proto__'];
const TYPES: readonly Json[] = [
  'AWS::ECS::Service', 'AWS::ECS::TaskSet', 'AWS::ECS::Daemon', 'AWS::ECS::TaskDefinition', 'AWS::Batch::JobDefinition', 'AWS::Events::Rule', 'AWS::Scheduler::Schedule', 'AWS::StepFunctions::StateMachine',
  'AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::KMS::Key', 'AWS::EC2::VPC', 'AWS::EC2::Subnet', 'AWS::EC2::VPCEndpoint', 'AWS::CloudFormation::Stack', 'Custom::X', '__proto__', 'constructor', 7, null,
];

type Structure = (template: any, one: string, other: string, random: Random) => void;

const STRUCTURES: readonly Structure[] = [
  (template, _one, _other, random) => put(template, random.one(SECTIONS), junk(random)),
  ({ Resources }, one, _other, random) => { Resources[one] = junk(random); },
  ({ Resources }, one, _other, random) => put(Resources, junkKey(random), Resources[one]),
  ({ Resources }, one, _other, random) => { Resources[one].Type = random.one(TYPES); },
  ({ Resources }, one, _other, random) => { Resources[one].Properties = junk(random); },
  ({ Resources }, one, other, random) => { Resources[one].Properties = Resources[other].Properties ?? junk(random); },
  ({ Resources }, one, other, random) => { Resources[one].DependsOn = random.one<Json>([other, [one, other], { a: 1 }, 7, [null]]); },
  ({ Resources }, one, _other, random) => { Resources[one].Properties = { ...Resources[one].Properties, [random.one(Object.keys(Resources[one].Properties ?? {})) ?? 'a']: deep(random) }; },
  (template, one) => {
    template.Conditions = { Odd: { 'Fn::Not': [{ Condition: 'Even' }] }, Even: { Condition: 'Odd' } };
    template.Resources[one].Condition = 'Odd';
  },
  (template, one, _other, random) => {
    template.Parameters = { P: junk(random), Q: { Type: 'String', AllowedValues: junk(random), Default: junk(random) } };
    template.Resources[one].Properties = { ...template.Resources[one].Properties, Odd: { Ref: 'Q' } };
  },
  (template, one, other, random) => {
    const items = random.one<Json>([['a', 'b'], junk(random), { Ref: 'P' }]);
    template.Transform = 'AWS::LanguageExtensions';
    template.Resources[`Fn::ForEach::${one}`] = ['X', items, { '${X}': structuredClone(template.Resources[other]) }];
  },
  (template, one, other, random) => {
    template.Resources[one] = structuredClone(template.Resources[other]);
    template.Outputs = { O: { Value: deep(random), Export: { Name: junk(random) } } };
  },
];

/** Makes a section or a resource wrong, a circle, or something that is nested deeply. */
export function corruptStructure(template: { Resources: object }, random: Random): void {
  const ids = Object.keys(template.Resources);
  random.one(STRUCTURES)(template, random.one(ids), random.one(ids), random);
}
