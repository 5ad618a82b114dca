import { expect, it } from 'vitest';
import { type Program, startContender, TooSlow } from './contender-process.ts';

/** A contender in Node: says its version, then does `onLine` with every `line`. */
const program = (onLine: string, before = ''): Program => ({
  command: process.execPath,
  args: [
    '-e',
    `${before}; console.log('Hello from a library'); console.log('{"version":"peer 1.0"}');
    require('node:readline').createInterface(process.stdin).on('line', (line) => { ${onLine} });`,
  ],
  environment: { PACE: '50' },
});
const patience = 30_000;

it('trains in a process of its own, with its environment, until it is ended', async () => {
  const contender = await startContender(program('console.log(line * process.env.PACE)'), patience);
  expect(contender.version).toBe('peer 1.0');
  expect(await contender.train(3)).toBe(150);
  expect(await contender.train(4)).toBe(200);
  contender.end();
  await expect(contender.train(1)).rejects.toThrow();
});

it('says why a contender died', async () => {
  const dies = program("throw new Error('no kernel for this')");
  const contender = await startContender(dies, patience);
  await expect(contender.train(1)).rejects.toThrow('Error: no kernel for this');
  const never = program('', "throw new TypeError('wrong version')");
  await expect(startContender(never, patience)).rejects.toThrow('TypeError: wrong version');
  const missing = { ...never, command: '/no/such/program' };
  await expect(startContender(missing, patience)).rejects.toThrow('ENOENT');
});

it('waits no longer than its patience', async () => {
  const silent = startContender(program(''), 2000).then((contender) => contender.train(1));
  await expect(silent).rejects.toThrow(TooSlow);
});
