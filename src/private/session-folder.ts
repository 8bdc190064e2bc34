/** What the names of session logs in a bucket begin with: the prefix with one slash behind it, or nothing where there is no prefix. */
export function folderOf(s3KeyPrefix = ''): string {
  const folder = s3KeyPrefix.replace(/\/+$/, '');
  return folder && `${folder}/`;
}
