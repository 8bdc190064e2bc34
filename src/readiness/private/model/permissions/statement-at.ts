import { isValueObject } from '../../sources/value';
import type { Attachment } from '../access/index';
import type { Property } from '../property';

/**
 * Where a statement is written, or the policy it is in.
 *
 * @param element a part of the statement, where it has that part
 */
export function statementAt({ at }: Pick<Attachment, 'at'>, index: number, element?: string): Property {
  if (!isValueObject(at.value)) {
    return at;
  }
  const statements = at.at('Statement');
  const statement = Array.isArray(statements.value) ? statements.list.items[index] ?? statements : statements;
  const part = element === undefined || !isValueObject(statement.value) ? statement : statement.at(element);
  return part.given === 'no' ? statement : part;
}
