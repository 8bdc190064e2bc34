export { dutiesOf, type Duties } from './duties';
export { type Duty } from './duty';
export { WRITE as WRITE_LOG } from './logs';
