import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPage } from './rules-page';
import { RULES } from '../../src/readiness/private/rules';

writeFileSync(join(__dirname, '..', '..', 'docs', 'rules.md'), rulesPage(RULES));
