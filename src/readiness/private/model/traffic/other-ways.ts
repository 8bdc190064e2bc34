import type { Host } from '../host';
import { linked } from '../link';
import { proxySettings } from '../proxy-settings';
import type { Subject } from '../subject';

/** Why the agent in the containers may need no way of its own: it takes the proxy of its container. */
export function proxyOf({ taskDefinition, os }: Subject): string | undefined {
  const containers = linked(taskDefinition)?.containers ?? [];
  const found = containers.find((container) => {
    const { http, https } = proxySettings(container, 'known' in os ? os.known : 'linux');
    return http !== undefined || https !== undefined;
  });
  return found && `what the proxy of ${found.label} reaches is not known`;
}

/** Why instances may need no way of their own: they may have a proxy, or be made from an image that has what others load. */
export function besides({ managed, image, userData, resource: { logicalId } }: Host): string | undefined {
  if (managed) {
    return undefined;
  }
  if (image.kind === 'unknown') {
    return `what the instances of ${logicalId} bring along is not known: ${image.name}`;
  }
  return 'unknown' in userData || userData.known !== undefined && /proxy/i.test(userData.known)
    ? `whether the instances of ${logicalId} have a proxy is not known` : undefined;
}
