import { VARIANTS } from './_variants';
import { ReadinessReport } from '../../../src';
import { newApp } from '../_helpers/apps';

/** What no template shows: where the way leads behind these. */
const UNSEEN: Readonly<Record<string, string>> = {
  'a new VPC with a NAT instance': 'an appliance',
  'private subnets behind a NAT instance of the app': 'an appliance',
  'subnets behind a transit gateway': 'a transit gateway',
};

function flaws(variant: string): string[] {
  const app = newApp();
  VARIANTS[variant](app);
  const { services } = ReadinessReport.ofApp(app);
  expect(services.length).toBeGreaterThan(0);
  return services.flatMap(({ id, verdict, findings, unknowns }) => [
    ...verdict === 'ready' ? [] : [`${id} ${verdict}`],
    ...findings.map(({ rule, resource, path, cause }) => `${rule} ${resource} ${path}: ${cause}`),
    ...unknowns.map(({ hop, resource, reason }) => `${hop} ${resource}: ${reason}`),
  ]);
}

test.each(Object.keys(VARIANTS).filter((variant) => !(variant in UNSEEN)))('a service in %s is ready', (variant) => {
  expect(flaws(variant)).toEqual([]);
});

test.each(Object.entries(UNSEEN))('a service in %s is ready as far as a template shows', (variant, behind) => {
  expect(flaws(variant)).toEqual([expect.stringMatching(/ unknown$/), expect.stringContaining(`the way out leads through ${behind}`)]);
});
