import { withPlainHoles } from '../../plain-holes';
import type { Host } from '../host';
import { linked } from '../link';
import { proxySettings } from '../proxy-settings';
import type { Subject } from '../subject';
import { piecesOf, type Text } from '../text';

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
  return 'unknown' in userData || userData.known !== undefined && speaksOfProxy(userData.known)
    ? `whether the instances of ${logicalId} have a proxy is not known` : undefined;
}

/** In what is written, or in the name of what is not known; where its template lies says nothing. */
function speaksOfProxy(userData: Text): boolean {
  return piecesOf(userData).some((piece) => /proxy/i.test('literal' in piece ? piece.literal : withPlainHoles(`<${piece.id}>`)));
}
