import { COMPUTE, DEFINITIONS } from './_rows-of-definitions';
import { ENDPOINTS, ORDER, ROUTES } from './_rows-of-networks';
import { OPERATORS, SERVICES, TASK_ROLES } from './_rows-of-people-and-roles';
import { ENCRYPTION, LOGS } from './_rows-of-sessions';
import { EXECUTION_ROLES, INSTANCES } from './_rows-of-start-up';
import { CONTAINERS, TASK_NETWORKS } from './_rows-of-tasks';
import type { Table } from './_table';

/** The rows of all rules, along the exec path. */
export const TABLES: readonly Table[] = [
  OPERATORS, SERVICES, TASK_ROLES, CONTAINERS, TASK_NETWORKS, ROUTES, ENDPOINTS, EXECUTION_ROLES,
  INSTANCES, COMPUTE, DEFINITIONS, ENCRYPTION, LOGS, ORDER,
];

export const ROWS: Table = Object.assign({}, ...TABLES);
