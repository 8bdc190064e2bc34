import { hole, isKnown, readable } from '../../model/text';
import { Unknown } from '../../model/unknown';
import { cidrBlocks } from '../cidr-blocks';
import type { Fn } from '../context';
import { mayBeAbsent, onlyHole, UnknownList, type Value } from '../value';
import { joinedBy } from './text';

/** `Fn::Select`: an item of a list. */
export const select: Fn = (at, args) => {
  const [position, items] = Array.isArray(args) ? args : [];
  const index = Number(at.text(position, 'Fn::Select', 0));
  const list = at.evaluate(items, 'Fn::Select', 1);
  if (!Number.isInteger(index) || index < 0) {
    return hole('unknown', at.id);
  }
  if (list instanceof UnknownList) {
    return list.word ? at.context.holes.unknown(list.itemId(index), { word: true }) : hole('unknown', list.itemId(index));
  }
  if (!Array.isArray(list)) {
    const id = onlyHole(list);
    return hole('unknown', id === undefined ? at.id : `${id}[${index}]`);
  }
  if (list.slice(0, index + 1).some(mayBeAbsent)) {
    return hole('unknown', at.id);
  }
  if (index >= list.length) {
    at.problem(`Fn::Select takes item ${index} of a list of ${list.length}`);
    return new Unknown('the list has no such item');
  }
  return list[index];
};

/** `Fn::Split`. */
export const split: Fn = (at, args) => {
  const [delimiter, source] = Array.isArray(args) ? args : [];
  const value = at.evaluate(source, 'Fn::Split', 1);
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof delimiter !== 'string' || delimiter === '' || typeof text !== 'string') {
    return new UnknownList(at.id, 'a split of what is not known');
  }
  const id = onlyHole(text);
  const parts = at.context.budget.spend(0, text.length) ? at.context.holes.split(text, delimiter) : undefined;
  if (id?.endsWith(joinedBy(delimiter))) {
    return new UnknownList(id.slice(0, -joinedBy(delimiter).length), `the items of ${readable(text)} are not known`);
  }
  return parts ?? new UnknownList(`${id ?? at.id} split at ${JSON.stringify(delimiter)}`, `the parts of ${readable(text)} are not known`);
};

/** `Fn::GetAZs`: which zones there are differs between accounts, but each has its place in the list. */
export const getAzs: Fn = (at, args) => {
  const { region, mark } = at.context.place;
  const asked = at.text(args, 'Fn::GetAZs');
  const elsewhere = asked === '' || asked === region ? mark : ` of ${readable(asked)}`;
  return new UnknownList(`zones${elsewhere}`, 'the availability zones depend on the account', true, (index) => `zone ${index}${elsewhere}`);
};

/** `Fn::Cidr`: blocks cut from a block. */
export const cidr: Fn = (at, args) => {
  const [block, count, bits] = Array.isArray(args) ? args.map((each, index) => at.text(each, 'Fn::Cidr', index)) : [];
  const blocks = [block, count, bits ?? ''].every((text) => text !== undefined && isKnown(text)) ? cidrBlocks(block, Number(count), bits) : undefined;
  return blocks as Value[] | undefined ?? new UnknownList([block, count, bits].map((text) => readable(text ?? '')).join(' cut in '), 'the blocks are not known');
};
