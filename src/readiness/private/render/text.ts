import { styleText } from 'node:util';
import { HOPS } from '../model/hop';
import type { Finding, HopState, Result, ServiceResult, Summary, UnknownFact, UnseenStack, Verdict } from '../result';
import { visible } from './visible';
import { wrap } from './wrap';
import type { Severity } from '../rules/rule';

export interface TextOptions {
  /** Whether words are coloured. @default false */
  readonly colour?: boolean;
}

type Style = Exclude<Parameters<typeof styleText>[0], unknown[]>;

/** A word, and what is said to the right of it. */
interface Entry {
  readonly word: string;
  readonly style: Style;
  readonly margin: number;
  /** Those that are given in parts are broken only between the parts. */
  readonly texts: readonly (string | readonly string[])[];
}

const WIDTH = 100;
/** The longest word, and two spaces. */
const COLUMN = 9;

const VERDICT_STYLES: Record<Verdict, Style> = { ready: 'green', broken: 'red', unknown: 'yellow', off: 'gray' };
const SEVERITY_STYLES: Record<Severity, Style> = { error: 'red', warning: 'yellow', info: 'cyan' };
const HOP_WORDS: Record<HopState, string> = { sound: 'sound', broken: 'BROKEN', unknown: 'unknown' };
const BY_SEVERITY: readonly Severity[] = ['error', 'warning', 'info'];

/** Writes a result for people at a terminal. */
export function renderText(result: Result, { colour = false }: TextOptions = {}): string {
  if (result.services.length === 0 && result.unseen.length === 0) {
    return 'nothing here starts ECS tasks\n';
  }
  const told = [...result.services.map(entriesOf), ...result.unseen.map(unseenEntries)];
  const blocks = told.map((entries) => entries.flatMap((entry) => linesOf(entry, colour)));
  return [...blocks, wrap(summarised(result.summary).split(' '), WIDTH)].map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function entriesOf(service: ServiceResult): Entry[] {
  const { id, stack, file, line, kind, exec, verdict } = service;
  return [
    { word: verdict.toUpperCase(), style: VERDICT_STYLES[verdict], margin: 0, texts: [`${id}${stack === file ? '' : ` in ${stack}`} (${kind}, exec ${exec}) ${file}:${line}`, stripOf(service)] },
    ...inOrder(service.findings).map(findingEntry),
    ...once(service.unknowns).map(unknownEntry),
  ];
}

function unseenEntries({ stack, resource, file, line, reason }: UnseenStack): Entry[] {
  return [{ word: 'UNSEEN', style: 'yellow', margin: 0, texts: [`${resource}${stack === file ? '' : ` in ${stack}`} (nested stack) ${file}:${line}`, reason] }];
}

function stripOf({ hops }: ServiceResult): string[] {
  const states = HOPS.flatMap((hop) => hops[hop] ? [`${hop} ${HOP_WORDS[hops[hop]]}`] : []);
  return states.map((state, index) => index < states.length - 1 ? `${state} >` : state);
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ latent, severity }: Finding) => BY_SEVERITY.indexOf(severity) + (latent ? BY_SEVERITY.length : 0);
  return [...findings].sort((one, other) => rank(one) - rank(other));
}

function findingEntry({ rule, catalogue, severity, latent, cause, fix, docs, ...place }: Finding): Entry {
  const numbers = catalogue.length > 0 ? ` (${catalogue.join(', ')})` : '';
  const title = `${rule}${numbers}${latent ? ', once exec is on' : ''}`;
  return { word: severity, style: SEVERITY_STYLES[severity], margin: 2, texts: [title, placeOf(place), cause, `fix: ${fix}`, docs] };
}

/** The unknowns of which each reason is told once. */
function once(unknowns: readonly UnknownFact[]): UnknownFact[][] {
  const groups = new Map<string, UnknownFact[]>();
  for (const unknown of unknowns) {
    const key = JSON.stringify([unknown.hop, unknown.reason]);
    const group = groups.get(key);
    if (group) {
      group.push(unknown);
    } else {
      groups.set(key, [unknown]);
    }
  }
  return [...groups.values()];
}

function unknownEntry([first, ...others]: UnknownFact[]): Entry {
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return { word: 'unknown', style: 'yellow', margin: 2, texts: [`${first.hop}: ${first.reason}`, `${placeOf(first)}${more}`] };
}

function placeOf({ file, line, resource, path }: Pick<Finding, 'file' | 'line' | 'resource' | 'path'>): string {
  return `${file}:${line} ${resource} ${path}`.trimEnd();
}

function linesOf({ word, style, margin, texts }: Entry, colour: boolean): string[] {
  const indent = margin + COLUMN;
  const [first = '', ...rest] = texts.flatMap((text) => wrap(typeof text === 'string' ? visible(text).split(' ') : text, WIDTH - indent));
  // Node.js has it from 20.12
  const label = colour && styleText ? styleText(style, word, { validateStream: false }) : word;
  return [`${' '.repeat(margin)}${label}${' '.repeat(COLUMN - word.length)}${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)];
}

function summarised({ services, ready, broken, unknown, off, findings }: Summary): string {
  const counts = `${services} checked: ${ready} ready, ${broken} broken, ${unknown} unknown, ${off} with exec off`;
  return `${counts}; ${several(findings.error, 'error')}, ${several(findings.warning, 'warning')}, ${findings.info} info`;
}

function several(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
