import { violated, type Rule } from './rule';
import type { Property } from '../model/property';
import { taskContainers } from '../model/task-containers';
import { readable, type Text } from '../model/text';

export const UniqueVariables: Rule = {
  id: 'UniqueVariables',
  catalogue: ['X-103'],
  hop: 'start-up path',
  severity: 'error',
  requirement: 'No secret of a container has the name of another, or of an environment variable.',
  fix: { cdk: 'remove the name from environment or from secrets', cloudFormation: 'remove it from Environment or from Secrets' },
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
  *check(subject) {
    for (const { container: { at, label } } of taskContainers(subject).filter(({ sure }) => sure)) {
      const taken = new Set(namesIn(at.at('Environment')).map(({ text }) => text));
      for (const { text, item } of namesIn(at.at('Secrets'))) {
        if (taken.has(text)) {
          yield violated(item.at('Name'), `${label} has another variable that is called ${JSON.stringify(readable(text))}`);
        }
        taken.add(text);
      }
    }
  },
};

/** The names that are certainly in a list of variables, with what holds them. */
function namesIn(variables: Property): readonly { readonly text: Text; readonly item: Property }[] {
  return variables.list.items.filter(({ given }) => given === 'yes').flatMap((item) => {
    const { text } = item.at('Name');
    return 'known' in text && text.known !== undefined ? [{ text: text.known, item }] : [];
  });
}
