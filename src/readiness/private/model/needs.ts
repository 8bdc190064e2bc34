import type { Subject } from './subject';
import { agentNeeds } from './traffic/agent-needs';
import { cfnInitNeeds } from './traffic/cfn-init-needs';
import { logRouterNeeds } from './traffic/log-router-needs';
import type { Need } from './traffic/need';
import { sessionNeeds } from './traffic/session-needs';
import { startNeeds } from './traffic/start-needs';

/** Everything that must be reached so that the tasks of a subject start and take sessions. */
export function needsOf(subject: Subject): readonly Need[] {
  return subject.once('needs', () => [...sessionNeeds(subject), ...startNeeds(subject), ...logRouterNeeds(subject), ...agentNeeds(subject), ...cfnInitNeeds(subject)]);
}
