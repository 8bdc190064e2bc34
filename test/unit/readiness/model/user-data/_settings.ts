import { hole, readable } from '../../../../../src/readiness/private/model/text';
import { agentSettingsOf, type AgentSettings, type Reader } from '../../../../../src/readiness/private/model/user-data';
import { input, system } from '../../sources/_builders';

/** The name of a cluster of the template, and something of which nothing is known. */
export const CLUSTER = hole('generated', 'stack/Cluster');
export const ANY = hole('unknown', 'Parameter stack/Any');

/** What user data of a launch template sets. */
export function settingsIn(userData: string | undefined, reader?: Reader, metadata: object = {}): AgentSettings {
  const all = system(input({ Resources: { Launch: { Type: 'AWS::EC2::LaunchTemplate', Metadata: metadata } } }));
  return agentSettingsOf({ known: userData }, all.resource('stack', 'Launch')!, all, reader);
}

/** The value of a setting: `-` when it is certainly not set, `?` when that is not known. */
export function set(userData: string | undefined, name = 'ECS_CLUSTER', reader?: Reader, metadata?: object): string {
  const setting = settingsIn(userData, reader, metadata).get(name);
  return 'unknown' in setting ? '?' : setting.known === undefined ? '-' : readable(setting.known);
}

export function bash(...lines: string[]): string {
  return ['#!/bin/bash', ...lines].join('\n');
}
