/**
 * Asks, without downloading, whether the official download of Electron would start, and prints the
 * answer as JSON. A process of its own, because Node reads the proxy settings only when it starts.
 * Usage: node probe.ts <milliseconds to wait for an answer>
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { packageFolder, readManifest } from '../repository.ts';
import { refusal } from './reachability.ts';
import type { Reachability } from './reachability.ts';

/** The part of `@electron/get` used here. */
interface ElectronGet {
  downloadArtifact(details: {
    version: string;
    artifactName: string;
    platform: string;
    arch: string;
    checksums: Record<string, string>;
    downloader: { download(url: string): Promise<void> };
  }): Promise<string>;
}

/** Ends the download that would start now. */
class Answered extends Error {
  readonly reachability: Reachability;
  constructor(reachability: Reachability) {
    super('answered');
    this.reachability = reachability;
  }
}

async function ask(url: string, milliseconds: number): Promise<Reachability> {
  const { host } = new URL(url);
  try {
    // GET, not HEAD: the release page redirects to addresses that are signed for GET only.
    const response = await fetch(url, { signal: AbortSignal.timeout(milliseconds) });
    await response.body?.cancel();
    return refusal(response.status, host) ?? { reachable: true };
  } catch (error) {
    return { reachable: false, reason: `${host}: ${networkCause(error)}` };
  }
}

/** The deepest name of a network failure: `fetch failed` alone says nothing. */
function networkCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return networkCause(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

const electron = packageFolder('electron');
const requireOfElectron = createRequire(`${electron}/install.js`);
// Electron's own downloader, so that a mirror is found by exactly its rules.
const { downloadArtifact } = (await import(
  pathToFileURL(requireOfElectron.resolve('@electron/get')).href
)) as ElectronGet;

let answer: Reachability = { reachable: true };
try {
  await downloadArtifact({
    version: readManifest(electron).version,
    artifactName: 'electron',
    platform: process.env['ELECTRON_INSTALL_PLATFORM'] ?? process.platform,
    arch: process.env['ELECTRON_INSTALL_ARCH'] ?? process.arch,
    checksums: requireOfElectron('./checksums.json') as Record<string, string>,
    downloader: {
      async download(url) {
        throw new Answered(await ask(url, Number(process.argv[2])));
      },
    },
  });
  // It came from the downloader's own cache.
} catch (error) {
  if (!(error instanceof Answered)) throw error;
  answer = error.reachability;
}
console.log(JSON.stringify(answer));
process.exit();
