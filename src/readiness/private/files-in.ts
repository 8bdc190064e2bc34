import { resolve } from 'node:path';
import type { Files } from './sources/files';

/** The files as they are seen from a folder, so that they are called by short names. */
export function filesIn(folder: string, files: Files): Files {
  return {
    read: (path) => files.read(resolve(folder, path)),
    list: (path) => files.list(resolve(folder, path)),
  };
}
