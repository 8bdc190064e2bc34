import { INTERNET, type Service } from './need';
import { sameText } from '../../iam/index';
import { isKnown, readable, type Text } from '../text';

/** A service of AWS as seen from a region; more than one when it is not known whether it is there. */
export function serviceIn(region: Text, service: Service, own: Text): readonly Service[] {
  const elsewhere = isKnown(region) ? `${region.startsWith('cn-') ? 'cn.' : ''}com.amazonaws.${region}.${service}` : INTERNET;
  switch (sameText(region, own)) {
    case 'yes': return [service];
    case 'no': return [elsewhere];
    case 'unknown': return [service, elsewhere];
  }
}

/** For people. */
export function shownService(service: Service): string {
  const [, region, name] = /^(?:cn\.)?com\.amazonaws\.([^.]+)\.(.+)$/.exec(service) ?? [];
  return service === INTERNET ? 'the internet' : region === undefined ? service : `${name} in ${readable(region)}`;
}
