import type { Place } from './environment';
import { resourceHole } from './holes';
import { UnknownList, type Value } from './value';
import type { Text } from '../model/text';

/** The value of a pseudo parameter; `AWS::NoValue` has none. */
export function pseudoParameter(name: string, stack: string, stackName: Text, place: Place): { readonly value: Value | undefined } | undefined {
  const { account, region, partition, urlSuffix } = place;
  switch (name) {
    case 'AWS::AccountId': return { value: account };
    case 'AWS::Region': return { value: region };
    case 'AWS::Partition': return { value: partition };
    case 'AWS::URLSuffix': return { value: urlSuffix };
    case 'AWS::StackName': return { value: stackName };
    case 'AWS::StackId': return {
      value: `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${resourceHole('generated', stack, 'AWS::StackId')}`,
    };
    case 'AWS::NoValue': return { value: undefined };
    case 'AWS::NotificationARNs': return { value: new UnknownList(`${stack}/AWS::NotificationARNs`, 'the topics are chosen at deployment') };
    default: return undefined;
  }
}
