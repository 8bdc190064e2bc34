import { Duration, Size, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Whether a value is not known when it is given. */
export function isUnresolved(value: unknown): boolean {
  return value instanceof Duration || value instanceof Size ? value.isUnresolved() : Token.isUnresolved(value);
}

/** What is known at synthesis of an amount that was not when it was given; nothing where the deployment decides, or of a text. */
export function settled(scope: IConstruct, value: unknown): Duration | Size | number | undefined {
  const resolve = (token: unknown) => Stack.of(scope).resolve(token) as unknown;
  if (value instanceof Duration) {
    return settledDuration(value, resolve);
  }
  const amount = resolve(value instanceof Size ? value.toMebibytes() : value);
  return typeof amount !== 'number' ? undefined : value instanceof Size ? Size.mebibytes(amount) : amount;
}

/** The CDK converts no token into another unit. */
function settledDuration(value: Duration, resolve: (token: unknown) => unknown): Duration | undefined {
  const unit = value.unitLabel() as 'millis' | 'seconds' | 'minutes' | 'hours';
  const text = resolve(value.formatTokenToNumber());
  return typeof text === 'string' ? Duration[unit](Number.parseFloat(text)) : undefined;
}
