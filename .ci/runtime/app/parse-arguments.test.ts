import { describe, expect, it } from 'vitest';
import { parseArguments } from './parse-arguments.js';

describe('the arguments of the default app', () => {
  it('name the app folder first and the rest after it', () => {
    expect(parseArguments(['electron', '/app', '--user-data-dir=/d', 'file.png'])).toEqual({
      modules: [],
      folder: '/app',
      rest: ['--user-data-dir=/d', 'file.png'],
    });
  });

  it('may have switches before the folder, as Playwright gives them', () => {
    const argv = ['electron', '--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '.'];
    expect(parseArguments(argv)).toEqual({ modules: [], folder: '.', rest: [] });
  });

  it('may ask for modules to load before the app', () => {
    const argv = ['electron', '-r', '/loader.js', '--inspect=0', '/app', '-r', 'mine'];
    expect(parseArguments(argv)).toEqual({
      modules: ['/loader.js'],
      folder: '/app',
      rest: ['-r', 'mine'],
    });
  });

  it('may name no folder', () => {
    expect(parseArguments(['electron', '--version']).folder).toBeUndefined();
  });
});
