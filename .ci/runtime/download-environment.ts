/**
 * The environment for fetching Electron: makes Node's `fetch` go where npm goes. Without it a
 * machine behind a company proxy would seem to have no way to the release page.
 */
export function downloadEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const httpsProxy =
    env['HTTPS_PROXY'] ??
    env['https_proxy'] ??
    env['npm_config_https_proxy'] ??
    env['npm_config_proxy'];
  const certificates = env['NODE_EXTRA_CA_CERTS'] ?? env['npm_config_cafile'];
  return {
    ...env,
    NODE_USE_ENV_PROXY: '1',
    NODE_USE_SYSTEM_CA: '1',
    ...(httpsProxy === undefined ? {} : { HTTPS_PROXY: httpsProxy }),
    ...(certificates === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificates }),
  };
}
