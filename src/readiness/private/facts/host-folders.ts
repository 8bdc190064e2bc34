/** Where a host keeps the sockets of Docker and containerd, and the folders above. */
const RUNTIME = new Set(['', '/var', '/var/run', '/run', '/var/run/docker.sock', '/run/docker.sock', '/run/containerd', '/run/containerd/containerd.sock']);

/** Longer paths are none of them. */
const LONGEST = 100;

/** Whether a path of the host leads to the control of its containers. */
export function isHostFolder(path: string): boolean {
  return path !== '' && path.length <= LONGEST && RUNTIME.has(path.replace(/\/+$/, ''));
}
