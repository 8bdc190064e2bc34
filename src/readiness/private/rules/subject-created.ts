import { unclear, violated, type Rule } from './rule';
import { Property } from '../model/property';

export const SubjectCreated: Rule = {
  id: 'SubjectCreated',
  catalogue: [],
  hop: 'service',
  severity: 'info',
  requirement: 'The first deployment creates what starts the tasks.',
  fix: { cloudFormation: 'check with the values of the parameters under which it is created' },
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html',
  *check({ resource, template }) {
    const { created, createdReason, condition } = resource;
    const at = Property.of(resource);
    if (created === 'no') {
      const refused = condition !== undefined && template.conditions.get(condition)?.answer === 'no';
      yield unclear(at, `it is not created by the first deployment: ${refused ? `condition ${JSON.stringify(condition)} does not hold` : 'nor is the stack that it is in'}`);
    } else if (created === 'unknown') {
      yield violated(at, `whether the first deployment creates it is not known: ${createdReason}`);
    }
  },
};
