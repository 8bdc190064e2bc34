import { INSTANCE_METADATA_ADDRESS } from '../agent-addresses';
import { writeFile } from './here-document';

const UNIT = 'exec-ready-block-instance-metadata.service';
/** Containers in bridge mode come in through an interface of Docker; those in other modes do not. */
const RULE = `--in-interface docker+ --destination ${INSTANCE_METADATA_ADDRESS}/32 --jump DROP`;

/**
 * Keeps containers in bridge mode from the metadata of the instance, at each start and before the agent starts any.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function blockMetadataForBridge(): string[] {
  return [
    ...writeFile(`/etc/systemd/system/${UNIT}`, [
      '[Unit]',
      'Description=Keep containers in bridge mode from the metadata of the instance',
      'Wants=docker.service',
      'After=docker.service',
      'PartOf=docker.service',
      'Before=ecs.service',
      '',
      '[Service]',
      'Type=oneshot',
      'RemainAfterExit=yes',
      `ExecStart=/bin/sh -c "iptables --wait --check DOCKER-USER ${RULE} || iptables --wait --insert DOCKER-USER 1 ${RULE}"`,
      '',
      '[Install]',
      'WantedBy=multi-user.target docker.service',
    ]),
    'systemctl daemon-reload',
    // waiting would wait for Docker, which may wait for the end of this script
    `systemctl enable --now --no-block ${UNIT}`,
  ];
}
