export { Networks } from './networks';
