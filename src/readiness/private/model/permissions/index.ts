export { type Decide, type Permission } from './permission';
export { type RefusalKind } from './refusal';
export { enumerated, shortfalls, type Shortfall } from './shortfalls';
export { statementAt } from './statement-at';
