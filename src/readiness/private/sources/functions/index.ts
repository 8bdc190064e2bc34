import type { Fn } from '../context';
import { cidr, getAzs, select, split } from './lists';
import { choose } from './logic';
import { findInMap, getAtt, getStackOutput, importValue, ref } from './lookup';
import { base64, join, length, substitute, toJsonString, transform } from './text';

/** The functions of CloudFormation's template language. */
export const FUNCTIONS: Readonly<Record<string, Fn>> = {
  'Ref': ref,
  'Fn::GetAtt': getAtt,
  'Fn::Sub': substitute,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': choose,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': importValue,
  'Fn::GetStackOutput': getStackOutput,
  'Fn::GetAZs': getAzs,
  'Fn::Cidr': cidr,
  'Fn::Base64': base64,
  'Fn::ToJsonString': toJsonString,
  'Fn::Length': length,
  'Fn::Transform': transform,
};
