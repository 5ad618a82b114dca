import { describe, expect, it } from 'vitest';
import { downloadEnvironment } from './download-environment.ts';

describe('the environment of a download', () => {
  it('takes the proxy and the certificates of npm', () => {
    const npm = { npm_config_https_proxy: 'http://proxy:3128', npm_config_cafile: '/ca.pem' };
    expect(downloadEnvironment(npm)).toMatchObject({
      HTTPS_PROXY: 'http://proxy:3128',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      NODE_USE_ENV_PROXY: '1',
    });
  });

  it("prefers the environment's own", () => {
    const both = { https_proxy: 'http://own:1', npm_config_proxy: 'http://npm:2' };
    expect(downloadEnvironment(both)['HTTPS_PROXY']).toBe('http://own:1');
  });

  it('sets no proxy where there is none', () => {
    expect(downloadEnvironment({})).not.toHaveProperty('HTTPS_PROXY');
  });
});
