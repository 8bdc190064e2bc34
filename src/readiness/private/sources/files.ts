import { readdirSync, readFileSync } from 'node:fs';

/** The little that is asked of a file system. */
export interface Files {
  /** The content of a file. */
  read(path: string): Uint8Array | 'missing' | 'unreadable';
  /** The names in a folder, sorted; nothing when it is not one. */
  list(path: string): string[] | undefined;
}

/** The files of this machine. */
export const DISK: Files = {
  read: (path) => {
    try {
      return readFileSync(path);
    } catch (error) {
      return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? 'missing' : 'unreadable';
    }
  },
  list: (path) => {
    try {
      return readdirSync(path).sort();
    } catch {
      return undefined;
    }
  },
};
