import { expect, test, vi } from 'vitest';
import { PageCache } from './page-cache.ts';

const cacheOf = (limit: number): PageCache<string> => new PageCache(limit, (text) => text.length);

test('loads a page once, however many ask for it at the same time', async () => {
  const cache = cacheOf(100);
  const load = vi.fn(() => Promise.resolve('page'));
  await Promise.all([cache.get('a', load), cache.get('a', load)]);
  expect(await cache.get('a', load)).toBe('page');
  expect(load).toHaveBeenCalledTimes(1);
});

test('drops what was used longest ago when there is no room left', async () => {
  const cache = cacheOf(10);
  const load = (key: string) => vi.fn(() => Promise.resolve(key.repeat(5)));
  await cache.get('a', load('a'));
  await cache.get('b', load('b'));
  await cache.get('a', load('a'));
  await cache.get('c', load('c'));
  const again = { a: load('a'), b: load('b') };
  await cache.get('a', again.a);
  await cache.get('b', again.b);
  expect(again.a).not.toHaveBeenCalled();
  expect(again.b).toHaveBeenCalledTimes(1);
});

test('tries again after a failure', async () => {
  const cache = cacheOf(10);
  await expect(cache.get('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await cache.get('a', () => Promise.resolve('back'))).toBe('back');
});

test('does not keep what was loading when it was cleared', async () => {
  const cache = cacheOf(10);
  let finish: (text: string) => void = () => undefined;
  const old = cache.get('a', () => new Promise<string>((resolve) => (finish = resolve)));
  cache.clear();
  finish('old');
  expect(await old).toBe('old');
  expect(await cache.get('a', () => Promise.resolve('new'))).toBe('new');
});

test('tells without waiting what is here', async () => {
  const cache = cacheOf(100);
  const loading = cache.get('a', () => Promise.resolve('page'));
  expect(cache.peek('a')).toBeUndefined();
  await loading;
  expect(cache.peek('a')).toBe('page');
});
