/** Registries that hand out images to anybody: most of what they hold is public. */
const PUBLIC = new Set([
  'public.ecr.aws', 'ecr-public.aws.com', 'quay.io', 'ghcr.io', 'gcr.io', 'us.gcr.io', 'eu.gcr.io', 'asia.gcr.io', 'mirror.gcr.io',
  'k8s.gcr.io', 'registry.k8s.io', 'mcr.microsoft.com', 'registry.gitlab.com', 'docker.elastic.co', 'nvcr.io', 'cgr.dev', 'lscr.io', 'registry.access.redhat.com',
]);

/** Registries that ask everybody to log in. */
const PRIVATE = new Set(['registry.redhat.io']);

/** Whether the images of a registry can be pulled without logging in: most of them, none, or it is not known. */
export function isOpenRegistry(host: string): 'yes' | 'no' | 'unknown' {
  return PUBLIC.has(host) ? 'yes' : PRIVATE.has(host) ? 'no' : 'unknown';
}
