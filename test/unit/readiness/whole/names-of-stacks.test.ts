import { ROWS } from './_rows';
import { made, type Change, type Make } from './_table';
import { judge } from '../../../../src/readiness/private/judge';
import { Model } from '../../../../src/readiness/private/model/model';
import { RULES } from '../../../../src/readiness/private/rules/index';
import { ENVIRONMENT } from '../rules/_ready';
import { input, system } from '../sources/_builders';

/** A template that is checked by itself is called by the path of its file: this one has all that words and patterns could be mistaken about. */
const PATH = "cdk.out/proxy/fluent-bit/agent/*arm64*/it's-a_(test)!~v1.2.3, x:y@z/distroless:latest-??????.yaml";

/** What is said of templates with such names, and where. */
function places(make: Make, changes: readonly Change[]): readonly string[] {
  const inputs = made(make, changes).map((template, index) => input(template, { name: `${PATH}${index}`, environment: ENVIRONMENT }));
  return new Model(system(...inputs)).subjects.flatMap((subject) => {
    const { findings, unknowns } = judge(subject, RULES);
    const told = [...findings, ...unknowns.map((fact) => ({ ...fact, severity: 'unknown' }))];
    return told.map(({ severity, resource, path }) => `${severity} ${resource}${path === '' ? '' : `.${path}`}`);
  });
}

describe('the name of a stack changes nothing', () => {
  test.each(Object.entries(ROWS))('of what is said of %s', (_, { broken, sound }) => {
    const rows = [
      ...Object.entries(broken).map(([name, [make, says, ...changes]]) => ({ name, says: [says], make, changes })),
      ...Object.entries(sound).map(([name, [make, ...changes]]) => ({ name, says: [], make, changes })),
    ];
    expect(rows.map(({ name, make, changes }) => [name, places(make, changes)])).toEqual(rows.map(({ name, says }) => [name, says]));
  });
});
